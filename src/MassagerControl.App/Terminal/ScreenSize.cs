namespace MassagerControl.App.Terminal;

/// <summary>A terminal's size in character cells.</summary>
internal readonly record struct ScreenSize(int Width, int Height);
