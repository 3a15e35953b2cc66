"""How a change to a tree is put: JSON patch, merge patch, strategic merge patch, and the patch that apply works out."""
