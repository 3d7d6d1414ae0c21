"""Makes a bundle of labelled skies and stations' archives: python -m training lists the steps."""
