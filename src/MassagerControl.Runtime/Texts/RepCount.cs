namespace MassagerControl.Runtime.Texts;

/// <param name="Done">Presses that are over.</param>
/// <param name="Now">1-based; 0 outside a cycle.</param>
/// <param name="Of">0 where the program has no presses.</param>
public readonly record struct RepCount(int Done, int Now, int Of);
