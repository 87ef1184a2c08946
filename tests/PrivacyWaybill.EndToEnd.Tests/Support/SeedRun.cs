using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>The seeds and what a server made of them.</summary>
/// <param name="Hello">The stream's first message.</param>
/// <param name="Batches">What was sent.</param>
/// <param name="Answers">What came back, in the order in which it came.</param>
public sealed record SeedRun(StreamHello Hello, IReadOnlyList<MaskWaybillsRequest> Batches, IReadOnlyList<BatchResult> Answers)
{
    private const int BatchSize = 96;

    /// <summary>Each waybill with its result.</summary>
    public IEnumerable<(Waybill Waybill, WaybillResult Result)> Pairs =>
        Batches.SelectMany(b => b.Waybills).Zip(Answers.SelectMany(a => a.Results));

    /// <summary>Each party with its result and how the party is called.</summary>
    public IEnumerable<(Party Party, PartyResult Result, string Name)> Parties =>
        Pairs.SelectMany(p => new[]
        {
            (p.Waybill.Sender, p.Result.Sender, $"sender of {p.Waybill.ObjectId}"),
            (p.Waybill.Recipient, p.Result.Recipient, $"recipient of {p.Waybill.ObjectId}"),
        });

    /// <summary>Streams all seeds as new shipments, writing ahead of reading.</summary>
    public static async Task<SeedRun> StreamAsync(ServerClients clients)
    {
        await using var stream = await MaskingStream.OpenAsync(clients);
        var batches = Batch.Split(Seeds.Load(), BatchSize);
        return new SeedRun(stream.Hello, batches, await stream.SendAllAsync(batches));
    }
}
