using System.CommandLine;

namespace PrivacyWaybill.Cli.Calls;

/// <summary><c>pw call</c>: what a telephony switch does beside resolving.</summary>
internal static class CallCommand
{
    public static Command Create(Shell shell) =>
        new ShellCommand("call", "Connect a courier with a party, or report a call, as a telephony switch would ('pw resolve' asks whom to connect). Role: resolve.",
            "pw call pair --waybill SF1385628716739 --party recipient --courier 13900001111 --for 30m",
            "pw call report 18400913965-7576 --call-id c-20261123-17 --outcome connected --duration 95s")
        {
            PairCommand.Create(shell), ReportCommand.Create(shell),
        };
}
