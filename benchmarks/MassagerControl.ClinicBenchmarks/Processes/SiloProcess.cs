using System.Net;
using System.Net.Sockets;
using MassagerControl.Clinic;
using MassagerControl.Clinic.Rooms;
using MassagerControl.Runtime.CheckIn;
using Orleans;
using Orleans.Hosting;

namespace MassagerControl.ClinicBenchmarks.Processes;

/// <summary>A silo as <c>massager-clinic</c> runs it, in which each room's grain can be made to hang: by a line on standard input.</summary>
internal static class SiloProcess
{
    private static volatile bool _hangs;
    private static int _hanging;

    public static async Task<int> RunAsync(string database)
    {
        var service = new ClinicService(
            new()
            {
                Database = database,
                Port = 0,
                SiloPort = FreePort(),
                Time = TimeProvider.System,
                Out = Console.Out,
                Error = TextWriter.Null,
                Also = silo => silo.AddIncomingGrainCallFilter(HangAsync),
            },
            QuestionFile.Read(QuestionFile.Shipped).Value!);
        await using var closing = service;
        if (await service.StartAsync(CancellationToken.None) is { } problem)
            throw new InvalidOperationException(problem);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            _hangs = line == "hang";
            Console.WriteLine($"hanging {Volatile.Read(ref _hanging)}");
        }
        return 0;
    }

    private static async Task HangAsync(IIncomingGrainCallContext call)
    {
        if (_hangs && call.MethodName == nameof(IRoomGrain.ReportAsync))
        {
            Interlocked.Increment(ref _hanging);
            while (_hangs)
                await Task.Delay(50, CancellationToken.None);
            Interlocked.Decrement(ref _hanging);
        }
        await call.Invoke();
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
