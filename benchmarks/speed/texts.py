"""Two invented readouts of ten sentences, in Spanish and English."""

from matching.document import Document

LEFT = """El ministro de Exteriores de Arvenia, Tomás Quiroga, conversó el martes por teléfono con
la canciller de Solmark, Ingrid Halvorsen. Los dos acordaron reabrir el paso fronterizo
de Valle Hondo el 3 de junio. Arvenia aportará 12 millones de euros para reparar la
carretera. Quiroga reiteró que su país no retirará a sus observadores. Ambos condenaron
el ataque contra el puesto de Lirio, en el que murieron cuatro soldados. La canciller
agradeció la acogida de 2.300 desplazados. Se tratará la pesca en aguas comunes en una
reunión de expertos. El diálogo duró unos cuarenta minutos. Quiroga visitará Solmark
antes de que termine el año. Las dos partes mantendrán el contacto diario."""
RIGHT = """Foreign Minister Ingrid Halvorsen of Solmark spoke by telephone with Tomás Quiroga,
Foreign Minister of Arvenia, on Tuesday. They agreed to reopen the Valle Hondo border
crossing on June 5. Arvenia will contribute 12 million euros to repair the road.
Minister Halvorsen asked for the withdrawal of the Arvenian observers. Both ministers
condemned the attack on the Lirio post, which killed four soldiers. She thanked Arvenia
for taking in more than 2,000 displaced people. The ministers discussed energy prices in
the region. Minister Quiroga accepted an invitation to visit Solmark. Experts of both
countries will meet on fisheries. The ministers will stay in daily contact."""
DOCUMENTS = (
    Document(LEFT.replace("\n", " "), "Cancillería de Arvenia", "es"),
    Document(RIGHT.replace("\n", " "), "Solmark Foreign Ministry", "en"),
)
