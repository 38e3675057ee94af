"""The documentation as a site: `make docs`. Sphinx reads these Markdown pages (MyST); nothing is fetched."""

project = "grader"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "grader"
html_copy_source = False
html_show_copyright = False
exclude_patterns = ["_build"]
myst_heading_anchors = 3
myst_links_external_new_tab = False
pygments_style = "friendly"
pygments_dark_style = "monokai"
nitpicky = True
