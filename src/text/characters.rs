use unicode_segmentation::UnicodeSegmentation;

/// What people see as one character each, in order: a family emoji or a letter with its accents stays whole.
pub fn characters(text: &str) -> impl Iterator<Item = &str> {
    text.graphemes(true)
}
