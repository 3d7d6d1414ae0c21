"""The sky encoder: labelled skies, teachers, the student distilled from them, int8."""
