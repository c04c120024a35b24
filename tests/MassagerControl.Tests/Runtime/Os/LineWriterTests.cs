using System.Text;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Tests.Runtime.Os;

public sealed class LineWriterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Lines_come_out_in_order_and_all_of_them_by_the_time_it_is_closed()
    {
        using var text = new StringWriter();
        using var writer = new LineWriter(text, _ => { });
        for (var i = 0; i < 1000; i++)
            writer.Post($"{i}");

        Assert.True(writer.Close(Patience));
        Assert.Null(writer.Failure);
        Assert.Equal(string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i}\n")), text.ToString());
    }

    [Fact]
    public void A_reader_that_does_not_read_holds_up_nobody()
    {
        using var stuck = new StuckWriter();
        using var writer = new LineWriter(stuck, _ => { });
        for (var i = 0; i < 100; i++)
            writer.Post("x");

        Assert.False(writer.Close(TimeSpan.Zero));
        stuck.Release();
        Assert.True(writer.Close(Patience));
    }

    [Fact]
    public void A_failure_is_told_once_and_later_lines_are_dropped()
    {
        var told = new List<string>();
        using var failed = new ManualResetEventSlim();
        using var writer = new LineWriter(new FullWriter(), reason =>
        {
            told.Add(reason.Text);
            failed.Set();
        });
        writer.Post("a");
        Assert.True(failed.Wait(Patience, TestContext.Current.CancellationToken));
        writer.Post("b");

        Assert.True(writer.Close(Patience));
        Assert.Equal("No space left", writer.Failure?.Text);
        Assert.Equal(["No space left"], told);
    }

    private sealed class FullWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(string? value) => throw new IOException("No space left");
    }

    private sealed class StuckWriter : TextWriter
    {
        private readonly ManualResetEventSlim _released = new();

        public override Encoding Encoding => Encoding.UTF8;

        public void Release() => _released.Set();

        public override void Write(string? value) => _released.Wait();

        protected override void Dispose(bool disposing)
        {
            _released.Dispose();
            base.Dispose(disposing);
        }
    }
}
