using MassagerControl.App.Terminal;

namespace MassagerControl.Tests.App.Terminal;

public sealed class TerminalLookTests
{
    [Theory]
    [InlineData("TERM=xterm-256color LANG=de_DE.UTF-8", true, true, true)]
    [InlineData("TERM=xterm-256color LANG=C.utf8", true, true, true)]
    [InlineData("TERM=xterm-256color LANG=C.UTF-8 NO_COLOR=1", false, true, true)]
    [InlineData("TERM=xterm LANG=C", true, false, true)]
    [InlineData("TERM=xterm LANG=C.UTF-8 LC_ALL=POSIX", true, false, true)]
    [InlineData("TERM=xterm", true, false, true)]
    [InlineData("TERM=linux LANG=C.UTF-8", true, false, true)]
    [InlineData("TERM=dumb LANG=C.UTF-8", false, false, false)]
    [InlineData("LANG=C.UTF-8", false, false, false)]
    [InlineData("WT_SESSION=1", true, true, true)]
    public void The_environment_says_what_a_terminal_can_show(string environment, bool colour, bool unicode, bool addressable)
    {
        var variables = environment.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        var look = TerminalLook.Of(variables.GetValueOrDefault);

        Assert.Equal(new TerminalLook { Colour = colour, Unicode = unicode, Addressable = addressable }, look);
    }
}
