using System.CommandLine;
using PrivacyWaybill.Cli.Servers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Cli.Pools;

/// <summary><c>pw pool add</c>: a new segment. Its options are named as in the pool file.</summary>
internal static class PoolAddCommand
{
    public static Command Create(Shell shell)
    {
        var name = PoolCommand.Segment();
        var id = new Option<uint>("--id") { Description = "Its id, 1 to 65,535, never used before.", HelpName = "N", Required = true };
        var city = new Option<string>("--city") { Description = "The city of its main numbers.", HelpName = "CITY" };
        var first = new Option<string>("--first-main-number") { Description = "The first main number, 7 to 13 digits.", HelpName = "NO", Required = true };
        var mains = new Option<ulong>("--main-numbers") { Description = "How many main numbers: a power of ten.", HelpName = "N", Required = true };
        var extension = new Option<uint>("--extension-length") { Description = "Digits of an extension, 0 to 6.", HelpName = "N", Required = true };
        var block = new Option<uint>("--block-size") { Description = "Numbers a block: a power of ten up to 100,000. Default: the server's.", HelpName = "N" };
        var reserve = new Option<string>("--reserve-for") { Description = "The segment in whose place it is used when that is closed.", HelpName = "SEGMENT" };
        return new ShellCommand("add", "Add a segment of main numbers; all servers issue from it a few poll intervals later.",
            "pw pool add sz-2 --id 2 --city 深圳 --first-main-number 18400010000 --main-numbers 10000 --extension-length 4",
            "pw pool add sz-3 --id 3 --first-main-number 18400020000 --main-numbers 10000 --extension-length 4 --reserve-for sz-1")
        {
            name, id, city, first, mains, extension, block, reserve,
        }.Asks(shell,
            async (parse, server, cancel) => await server.Pools.AddSegmentAsync(new AddSegmentRequest
            {
                Id = parse.GetRequiredValue(id),
                Name = parse.GetRequiredValue(name),
                City = parse.GetValue(city) ?? "",
                FirstMainNumber = parse.GetRequiredValue(first),
                MainNumbers = parse.GetRequiredValue(mains),
                ExtensionLength = parse.GetRequiredValue(extension),
                BlockSize = parse.GetValue(block),
                ReserveFor = parse.GetValue(reserve) ?? "",
            }, ServerConnection.Once(cancel)),
            static answer => answer.OpenTime is { } open
                ? new Sheet().Row("state", "added").Row("opens", open).ToString()
                : new Sheet().Row("state", "was there already").ToString());
    }
}
