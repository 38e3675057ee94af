"""What tasks are about, by name: objects of mathematics and the sciences, and things of everyday life, in English,
German and French. `The half-life of the isotope is $5$` claims the value as `the result is $5$` does.

Whoever adds a word asks what `harmless` asks: can it, beside any of the others, make another value of the formula,
doubt it or deny it? So nothing stands here that is done to a value (square, complement, estimate, error), says how
sure one is of it, or names somebody else whose answer it may be.
"""

from __future__ import annotations

_MATHEMATICS = """
abscissa solid solids revolution ordinate coordinate coordinates axis axes quadrant octant parabola hyperbola
ellipse ellipsoid paraboloid hyperboloid frustum torus tetrahedron octahedron cuboid box rhombus parallelogram
trapezium trapezoid kite pentagon hexagon octagon decagon quadrilateral simplex annulus ring disc disk arc segment
ray tile lattice grid locus envelope parametrization parameterization parametrisation helix spiral cardioid cycloid
catenary chordal incircle circumcircle incenter circumcenter orthocenter incentre circumcentre orthocentre edge
edges face faces convergence convergent absolutely conditionally pointwise supremum infimum accumulation cluster
continuity differentiability integrability smoothness monotonicity convexity concavity inflection inflexion
oscillation modulus pole poles singularity singularities branch contour winding analytic holomorphic meromorphic
entire harmonic laurent riemann wronskian jacobi legendre hermite bessel gamma beta zeta airy chebyshev laguerre
differential ordinary initial boundary homogeneous inhomogeneous autonomous equilibrium steady transient separable
bernoulli riccati ode pde pdes odes laplacian curl stokes green hamiltonian lagrangian multiplier multipliers
feasible constraint constraints slack shadow dual primal tableau basic minimizer maximizer diagonalization
diagonalisation factorization factorisation decomposition hermitian unitary adjoint adjugate minor singular spectral
spectrum schur cholesky gram schmidt block blocks canonical echelon annihilator subspace subspaces span column
columns row rows transformation map mapping bilinear operator functional rotation norm metric geometry algebra
topology group groups field fields ideal ideals module homomorphism isomorphism automorphism endomorphism coset
cosets conjugacy generator generators cyclic abelian dihedral alternating quaternion cycle cycles transposition
transpositions orbit stabilizer stabiliser galois extension splitting irreducible index congruence congruent prime
primes totient fermat chinese gcd lcm numeral fibonacci catalan lucas bell partition partitions pigeonhole
multinomial hypergeometric normal rayleigh weibull pareto chi lognormal multivariate bivariate marginal joint
conditional cumulative survival hazard moment moments cumulant generating transition recurrent hitting absorbing
martingale brownian queue arrival arrivals renewal population hypothesis significance confidence regression residual
residuals predictor response treatment anova interquartile mode histogram boxplot scatter autocorrelation
bias consistency throws throw toss tosses rolls roll draw draws trial trials spinner marble marbles heads tails aces
ace kings queen queens spades hearts diamonds clubs deck suit lottery ticket tickets forest walk walks circuit
matching clique coloring colouring chromatic planar bipartite adjacency incidence spanning connectivity component
components eulerian tournament girth automaton automata grammar regular language alphabet string strings turing
machine boolean clause clauses literal literals conjunctive disjunctive predicate quantifier tautology iteration
iterations iterate iterates fixed stability interpolation spline splines quadrature trapezoidal simpson runge kutta
discretization mesh softmax sigmoid logistic activation neuron neurons epoch batch logit logits cross-entropy
backpropagation learning regularization classifier responsibility responsibilities size sizes shape shapes
direction directions forward backward pass filter filters pixel pixels channel channels hyperplane
label labels prediction predictions decision hidden feature features token tokens clusters principal proof corollary
axiom ggt kgv pgcd ppcm projection
arrangement arrangements permutation cross-product
squeeze sandwich pinching extreme rolle darboux bolzano weierstrass heine borel comparison
criterion notation symbol relation relations equivalence reflexive transitive pair pairs tuple triples cartesian
subset subsets union cardinality countable infinite bijection injection surjection injective surjective bijective
composition
convolution shell shells cylindrical washer washers normalization normalisation eigenspace eigenspaces eigenbasis
diagonalizable diagonalisable example char indicator indicators kernels
""".split()

_SCIENCES = """
physics mechanics kinematics dynamics statics thermodynamics optics acoustics electronics chemistry biology
projectile bullet rocket satellite planet moon earth sun star orbital pendulum spring springs cart carts pulley rope
cable cord beam rod bar lever wheel wheels flywheel gear axle ramp incline floor wall ground ladder crate sled
sledge skier skater cyclist truck lorry bus airplane aircraft boat ship submarine balloon parachute elevator lift
collision collisions elastic inelastic rebound launch takeoff landing flight motion mechanical thermal centripetal
centrifugal angular rotational translational tangential radial axial lateral vertical horizontal drag compression
shear young bulk oscillator resonance damping damped wave waves antinode standing sound light lens focal refraction
reflection diffraction interference slit grating photon photons electron electrons proton protons neutron neutrons
nucleus nuclei atom atoms ion ions molecule molecules isotope isotopes half-life decay activity nuclide radioactive
capacitor capacitors resistor resistors inductor coil solenoid battery switch wire wires conductor insulator
semiconductor diode transistor transformer motor antenna conductance conductivity permittivity permeability heat
engine refrigerator piston gas gases liquid fluid water steam ice oil air helium hydrogen oxygen nitrogen carbon
iron copper aluminium aluminum silver gold zinc mercury sodium chloride salt acid buffer solvent solute mixture
alloy reaction reactions reactant reactants reagent catalyst titration gibbs molar mole moles vapor vapour boiling
melting freezing evaporation specific latent capacity calorimeter bacteria bacterium culture colony populations
species predator prey gene genes allele alleles enzyme substrate dose drug patients blood heart tumor tumour virus
infection infected epidemic
""".split()

_EVERYDAY = """
tank pool pond lake river stream dam reservoir pipe pipes tap bucket bottle glass cup bowl barrel container jar jug
fence garden farm park room rooms house building tower bridge roof door window road street track tunnel city town
country village island mountain hill tent poster sheet frame apple apples orange oranges banana bananas cake cakes
pizza bread egg eggs milk juice coffee tea sugar flour book books pen pens pencil pencils bag bags basket baskets
stamp stamps toy toys shirt shirts shop store market factory company firm office school airport station hotel
restaurant runner runners walker sale sales income tax taxes demand supply quantity consumer producer budget
mortgage deposit account annuity bond stock share shares portfolio payment payments instalment installment rent unit
units machines journey trip ride tour voyage race match prize vote votes survey delivery stockpile warehouse pallet
""".split()

_GERMAN = """
projektion kreuzprodukt skalarprodukt spatprodukt anordnung anordnungen mastertheorem kreuzentropie
abszisse koordinate koordinaten achse achsen parabel hyperbel kegel zylinder quader prisma raute parallelogramm
trapez drachen viereck fünfeck sechseck kreisring kreisbogen bogen strahl gitter ortskurve ortslinie schnittpunkt
schnittpunkte schnittgerade schnittwinkel lotfusspunkt konvergenz konvergenzradius häufungspunkt stetigkeit
wendepunkt wendestelle extremstelle extrempunkt sattelpunkt pol singularität wronskideterminante
differentialgleichung anfangswertproblem anfangswert randwert gleichgewicht zielfunktion nebenbedingung
schattenpreis multiplikator matrizen einheitsmatrix diagonalmatrix eigenraum eigenräume untervektorraum abbildung
gruppe untergruppe restklasse restklassen primzahl primzahlen primfaktorzerlegung ziffer ziffern gemeinsamer
gemeinsame gemeinsames gemeinsamen grösster kleinster zufallsvariable zufallsvariablen zufallsgrösse
zufallsexperiment verteilungsfunktion erwartete streuung modus quartil grundgesamtheit hypothese signifikanz
regressionsgerade wurf münze münzen urne ziehung ziehungen lostrommel karte karten karo herz pik kreuz ass baum
bäume knoten kante kanten wege pfad gerüst färbung zusammenhang automat automaten grammatik sprache zustand zustände
rekursion iterationen fixpunkt stützstelle stützstellen konditionszahl schicht schichten neuronen verlust
verlustfunktion aktivierungsfunktion grösse grössen ausgabe eingabe komponente komponenten hauptkomponente
entscheidungsgrenze verantwortlichkeit verantwortlichkeiten gewichte aktivierung aktivierungen faltung filter
schrittweite merkmal merkmale vorhersage erster zweiter dritter
beweis korollar hilfssatz einschnürungssatz zwischenwertsatz mittelwertsatz
quotientenkriterium wurzelkriterium leibnizkriterium kriterium mächtigkeit teilmenge teilmengen äquivalenzklasse
äquivalenzklassen innenwinkel umkreis inkreis umkreisradius inkreisradius oberfläche mantelfläche grundfläche
rauminhalt inhalt zylinders kegels geschoss rakete satellit mond erde sonne bahn umlaufzeit pendel feder
federkonstante klotz seil stab balken hebel rad räder rampe schiefe boden wand leiter kiste schlitten skifahrer
radfahrer lkw züge flugzeug schiff boot ballon fallschirm aufzug stoss flug bewegung schwingung schwingungsdauer
resonanz dämpfung welle wellen schall licht linse brennweite brechung beugung spalt gitterkonstante elektron
elektronen atome isotop isotops halbwertszeit zerfall zerfallskonstante kondensator widerstände spule batterie
stromkreis schalter draht magnetfeld feldstärke wärme wärmemenge flüssigkeit wasser dampf eis öl luft säure lauge
salz gemisch reaktion ausbeute stoff stoffe bakterien kultur art gen dosis medikament becken teich fluss rohr rohre
hahn eimer flasche glas becher fass behälter zaun garten feld haus turm brücke dach strasse stadt land dorf insel
berg zelt blatt apfel äpfel kuchen brot eier milch saft kaffee tee zucker mehl buch bücher stift stifte tüte korb
laden geschäft markt fabrik firma schule bahnhof fahrgäste läufer umsatz steuer nachfrage angebot stückzahl kredit
darlehen schale schalen scheibe scheiben normierung normierungsbedingung jordanblock jordanblöcke jordanform
jordankästchen hauptvektor hauptvektoren diagonalisierbar charakteristisches charakteristische charakteristischen
beispiel beispielsweise bedingter bedingte bedingten kopf würfel merkmalsabbildung faktorisierung zeilenumformungen
rangsatz dimensionssatz partialbruchzerlegung stammfunktionen bogenlänge rotationsvolumen impulserhaltung
energieerhaltung impulserhaltungssatz energieerhaltungssatz drehimpuls steighöhe wurfhöhe flugzeit steigzeit
wurfweite dichtefunktion zufallsgröße gradienten lernrate kernfunktion indikator indikatoren linearität
periodendauer konvergenzintervall flächeneinheiten volumeneinheiten längeneinheiten normiert normierte normierter
nullsetzen zinsen zinssatz kapital anlage miete lohn gehalt maschine maschinen fahrt reise rennen spiel
""".split()

_FRENCH = """
accélération définition passage changement polynomial trajectoire portée élongation période fréquence coefficient
directeur ordonnée-à-l'origine abscisses ordonnées constante racines facteur quotient numérateur dénominateur
abscisse ordonnée coordonnée coordonnées axe parabole hyperbole cône cylindre pavé losange parallélogramme trapèze
quadrilatère pentagone hexagone disque demi-droite grille continuité pôle résidu singularité différentielle
équilibre contrainte multiplicateur objectif sous-espace application linéaire groupe anneau corps idéal ordre
diviseur diviseurs commun grand petit chiffre chiffres aléatoire loi densité répartition échantillon hypothèse
régression corrélation lancer lancers tirage tirages dé dés pièce pièces boule boules carte cartes possibilité
possibilités cas issues arrangements combinaisons arbre arbres arête arêtes chemin coloration automate langage mot
mots état états récurrence itération itérations fixe preuve lemme corollaire critère gendarmes encadrement pythagore
thalès élément éléments cardinal partie sphère boîte côté côtés hypoténuse fusée planète lune terre soleil orbite
pendule ressort chariot bloc poulie câble poutre tige levier roue mur échelle caisse voiture voitures camion avion
bateau ascenseur choc vol chute mouvement résonance amortissement onde ondes son lumière lentille électron électrons
atomes demi-vie désintégration condensateur résistance bobine pile fil champ courant chaleur gaz liquide eau vapeur
glace huile acide sel mélange réaction bactéries espèce réservoir piscine lac rivière tuyau robinet seau bouteille
verre récipient clôture jardin maison pont toit route ville île montagne pomme pommes gâteau pain œufs lait jus café
sucre farine livre livres stylo magasin marché usine entreprise banque école gare personnes coureur prix coût coûts
recette bénéfice impôt demande offre quantité emprunt intérêt intérêts capital loyer salaire trajet course jeu
""".split()

THINGS = frozenset((*_MATHEMATICS, *_SCIENCES, *_EVERYDAY, *_GERMAN, *_FRENCH))
