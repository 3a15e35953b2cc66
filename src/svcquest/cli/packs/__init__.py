"""``svcquest pack``: what authors of levels and those who hand packs out need. One module an action."""
