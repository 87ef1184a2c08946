using Grpc.Net.Client;
using PrivacyWaybill.V1;
using Spectre.Console;

namespace PrivacyWaybill.Server.Demo;

/// <summary>The steps of the demo before the speed run, in the order in which a parcel meets them.</summary>
internal sealed class DemoTour(GrpcChannel channel, IReadOnlyList<Waybill> samples, DemoChecks checks)
{
    private const int BatchSize = 200;

    private readonly WaybillMaskingService.WaybillMaskingServiceClient _masking = new(channel);
    private readonly VirtualNumberService.VirtualNumberServiceClient _numbers = new(channel);
    private readonly RevealService.RevealServiceClient _reveals = new(channel);

    /// <summary>Streams all samples.</summary>
    public async Task<List<WaybillResult>> MaskSamplesAsync()
    {
        var results = new List<WaybillResult>();
        await foreach (var batch in MaskingClient.StreamAsync(_masking, Batches())) results.AddRange(batch.Results);
        checks.That(results.Count == samples.Count && results.All(r => r.Status.Code == ItemCode.Ok),
            $"{results.Count(r => r.Status.Code == ItemCode.Ok):N0} of {samples.Count:N0} sample waybills masked and stored");
        return results;
    }

    /// <summary>A dozen of them, original and masked side by side.</summary>
    public void PrintTable(IReadOnlyList<WaybillResult> results)
    {
        var table = new Table().Expand().ShowRowSeparators();
        table.AddColumns("what it shows", "recipient as written", "as printed", "virtual number");
        foreach (var (why, i) in InstructiveWaybills.Choose(samples))
        {
            var (before, after) = (samples[i], results[i]);
            table.AddRow(
                Markup.Escape(why),
                Markup.Escape(Lines(before.Recipient.Name, before.Recipient.Mobile, before.Recipient.Landline, before.Recipient.PlatformNumber?.Number ?? "",
                    InstructiveWaybills.Line(before.Recipient.Address), before.Remark)),
                Markup.Escape(Lines(after.Recipient.Name, after.Recipient.Mobile, after.Recipient.Landline, after.Recipient.PlatformNumber,
                    InstructiveWaybills.Line(after.Recipient.Address), after.Remark)),
                after.Recipient.VirtualNumber?.Display ?? "[dim]none[/]");
        }
        AnsiConsole.Write(table);
    }

    /// <summary>A plain sample that got a number, to go on with.</summary>
    public (Waybill Sample, WaybillResult Result) PickNumbered(IReadOnlyList<WaybillResult> results)
    {
        for (var i = 0; i < results.Count; i++)
            if (results[i].Recipient?.VirtualNumber is not null && samples[i].Recipient.Mobile is { Length: 11 } mobile && mobile.All(char.IsAsciiDigit))
                return (samples[i], results[i]);
        throw new InvalidDataException("no sample got a virtual number");
    }

    /// <summary>What a telephony switch asks when somebody calls the number.</summary>
    public async Task ResolveAsync(Waybill sample, WaybillResult result)
    {
        var display = result.Recipient.VirtualNumber.Display;
        var call = await _numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = display });
        AnsiConsole.MarkupLineInterpolated($"A courier calls [bold]{display}[/]: the switch is told {call.Answer}, connect to [bold]{call.ConnectTo}[/]");
        checks.That(call.Answer == CallAnswer.Active && call.ConnectTo == sample.Recipient.Mobile, $"the virtual number leads to its recipient");
    }

    /// <summary>A retry: the same waybill once more.</summary>
    public async Task ReplayAsync(Waybill sample, WaybillResult result)
    {
        var again = (await _masking.MaskWaybillAsync(new MaskWaybillRequest { Waybill = sample })).Result;
        AnsiConsole.MarkupLineInterpolated($"The same waybill again: {(again.Replayed ? "a replay" : "new")}, number [bold]{again.Recipient.VirtualNumber?.Display}[/]");
        checks.That(again.Replayed && Equals(again.Recipient.VirtualNumber, result.Recipient.VirtualNumber) && again.Recipient.Token == result.Recipient.Token,
            $"sent again, the waybill has the same number and token");
    }

    /// <summary>The same waybill number with another phone: nobody may redirect a printed number.</summary>
    public async Task ConflictAsync(Waybill sample, WaybillResult result)
    {
        var other = sample.Clone();
        other.Recipient.Mobile = sample.Recipient.Mobile[..^1] + (sample.Recipient.Mobile[^1] == '0' ? '1' : '0');
        var answer = (await _masking.MaskWaybillAsync(new MaskWaybillRequest { Waybill = other })).Result;
        var call = await _numbers.ResolveCallAsync(new ResolveCallRequest { CalledNumber = result.Recipient.VirtualNumber.Display });
        AnsiConsole.MarkupLineInterpolated($"With another phone: {answer.Status.Code}, stored is {answer.Recipient?.Mobile} (version {answer.Version}); the number still leads to {call.ConnectTo}");
        checks.That(answer.Status.Code == ItemCode.Conflict && call.ConnectTo == sample.Recipient.Mobile, $"another phone is a conflict and changes nothing");
    }

    /// <summary>The originals, for somebody who says who they are and what for.</summary>
    public async Task RevealAsync(Waybill sample, WaybillResult result)
    {
        var revealed = await _reveals.RevealAsync(new RevealRequest
        {
            Context = new RevealContext { Purpose = RevealPurpose.Delivery, OperatorId = "courier-017", DeviceId = "handheld-4" },
            Target = new RevealTarget { Shipment = new ShipmentReference { Token = result.Recipient.Token }, Party = PartyRole.Recipient },
        });
        var recipient = revealed.Originals.Recipient;
        AnsiConsole.MarkupLineInterpolated($"Revealed for delivery by its token: {recipient.Name}, {recipient.Mobile}, {InstructiveWaybills.Line(recipient.Address)}");
        checks.That(Equals(recipient, sample.Recipient), $"the token reveals the originals, byte for byte");
    }

    private static string Lines(params string[] parts) => string.Join('\n', parts.Where(p => p.Length > 0));

#pragma warning disable CS1998 // Nothing to wait for: the samples are in memory, the shape is the client's.
    private async IAsyncEnumerable<MaskWaybillsRequest> Batches()
    {
        ulong id = 0;
        foreach (var chunk in samples.Chunk(BatchSize))
            yield return new MaskWaybillsRequest { BatchId = ++id, Waybills = { chunk } };
    }
#pragma warning restore CS1998
}
