using System.CommandLine;
using PrivacyWaybill.Cli.Servers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Pools;

/// <summary><c>pw pool</c>: the segments of the number pool while servers run.</summary>
internal static class PoolCommand
{
    public static Command Create(Shell shell) =>
        new ShellCommand("pool", "Look after the segments of the number pool while servers run. Role: administer.",
            "pw pool status",
            "pw pool suspend sz-1")
        {
            PoolStatusCommand.Create(shell), PoolAddCommand.Create(shell), Suspend(shell), Resume(shell), Retire(shell), AffectedCommand.Create(shell),
        };

    private static ShellCommand Suspend(Shell shell) => Change(shell, "suspend", "suspended",
        "Have no number issued from a segment until it is resumed; its numbers go on leading to their parties.",
        static (server, name, call) => server.Pools.SuspendSegmentAsync(new SuspendSegmentRequest { Name = name }, call));

    private static ShellCommand Resume(Shell shell) => Change(shell, "resume", "resumed",
        "Have numbers issued from a suspended segment again. Exit code 1 if it is retired, which is for good.",
        static (server, name, call) => server.Pools.ResumeSegmentAsync(new ResumeSegmentRequest { Name = name }, call));

    private static ShellCommand Retire(Shell shell) => Change(shell, "retire", "retired",
        "Have no number issued from a segment any more, for good; when 'pw pool status' shows it drained, its main numbers can be given up.",
        static (server, name, call) => server.Pools.RetireSegmentAsync(new RetireSegmentRequest { Name = name }, call));

    private static ShellCommand Change<TAnswer>(
        Shell shell, string verb, string done, string description, Func<ServerConnection, string, Grpc.Core.CallOptions, Grpc.Core.AsyncUnaryCall<TAnswer>> change)
        where TAnswer : Google.Protobuf.IMessage
    {
        var segment = Segment();
        return new ShellCommand(verb, description, $"pw pool {verb} sz-1") { segment }.Asks(shell,
            async (parse, server, cancel) => await change(server, parse.GetRequiredValue(segment), ServerConnection.Once(cancel)),
            _ => new Sheet().Row("state", done).ToString());
    }

    /// <summary>The argument that names a segment.</summary>
    public static Argument<string> Segment() => new("SEGMENT") { Description = "The segment's name." };
}
