package dev.tollgate.domain.redaction;

import java.util.function.Consumer;

/** Finds one sort of sensitive text, in time linear in the length of what it looks through. */
interface Detector {
    /** What it finds is of this kind. */
    Sensitive what();

    /** In any order; findings may overlap. */
    void find(String text, Consumer<Finding> found);
}
