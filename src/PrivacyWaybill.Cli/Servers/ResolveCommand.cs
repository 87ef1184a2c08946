using System.CommandLine;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Servers;

/// <summary><c>pw resolve</c>: whom to connect when a virtual number is called.</summary>
internal static class ResolveCommand
{
    public static Command Create(Shell shell)
    {
        var number = new Argument<string>("NUMBER") { Description = "The called number in any spelling: 18400913965-7576, 18400913965转7576, 18400913965,,7576." };
        var caller = new Option<string>("--caller") { Description = "The caller's number: for limits on guessing, for who may call, and for call pairs. Neither stored nor logged.", HelpName = "C" };
        return new ShellCommand("resolve",
            "Say whom to connect when a virtual number is called, as a telephony switch would ask. Role: resolve. Exit code 1 if it leads to nobody.",
            "pw resolve 18400913965-7576",
            "pw resolve 18400913965转7576 --caller 13912345678 --json")
        { number, caller }.Asks(shell,
            async (parse, server, cancel) => await server.Numbers.ResolveCallAsync(
                new ResolveCallRequest { CalledNumber = parse.GetRequiredValue(number), CallerNumber = parse.GetValue(caller) ?? "" }, ServerConnection.Once(cancel)),
            static answer => new Sheet()
                .Row("answer", Words.Of(answer.Answer))
                .Row("reason", Words.Of(answer.Reason))
                .Row("connect to", answer.ConnectTo)
                .Row("show", answer.DisplayNumber)
                .Row("party", Words.Of(answer.Party))
                .Row("ends", answer.ExpireTime)
                .Row("opens", answer.OpenTime)
                .ToString(),
            static answer => answer.Answer == CallAnswer.Active);
    }
}
