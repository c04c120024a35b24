using MassagerControl.Runtime.Keys;

namespace MassagerControl.Tests.Runtime.Keys;

/// <summary>Bytes as the kernel of a 64-bit Linux wrote them, from a keyboard and from an emulated shutter.</summary>
public sealed class KeyEventTests
{
    // VOLUMEUP (115) down and let go, each with its scan code before and the end of the report after it.
    private const string Pressed =
        "5F2C0B6A00000000 B1A2030000000000 0400 0400 E9000C00" +
        "5F2C0B6A00000000 B1A2030000000000 0100 7300 01000000" +
        "5F2C0B6A00000000 B1A2030000000000 0000 0000 00000000" +
        "5F2C0B6A00000000 2C97050000000000 0100 7300 00000000";

    [Fact]
    public void The_events_of_one_read_are_told_apart()
    {
        if (IntPtr.Size != 8)
            return;
        var events = KeyEvent.Parse(Convert.FromHexString(Pressed.Replace(" ", "", StringComparison.Ordinal)));

        Assert.Equal([new(4, 4, 0xC00E9), new(1, 115, 1), new(0, 0, 0), new(1, 115, 0)], events.AsEnumerable());
        Assert.Equal([false, true, false, false], events.Select(told => told.IsDown));
    }

    [Theory]
    [InlineData(1, 115, 1, true, false)]
    [InlineData(1, 115, 2, false, false)]
    [InlineData(1, 115, 0, false, false)]
    [InlineData(2, 8, 1, false, false)]
    [InlineData(0, 3, 0, false, true)]
    [InlineData(0, 0, 0, false, false)]
    public void Only_a_key_that_goes_down_is_a_press_and_only_a_dropped_report_a_loss(int type, int code, int value, bool down, bool loss)
    {
        var told = Assert.Single(KeyEvent.Parse(new KeyEvent(type, code, value).ToBytes()));

        Assert.Equal((new KeyEvent(type, code, value), down, loss), (told, told.IsDown, told.IsLoss));
    }

    [Fact]
    public void What_is_no_whole_event_is_left_out() => Assert.Empty(KeyEvent.Parse(new byte[KeyEvent.Bytes - 1]));
}
