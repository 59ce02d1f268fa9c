"""Drawing on a picture: scene, paint, text, layout, skeleton, figures."""
