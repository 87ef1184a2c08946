using System.Text;
using System.Text.Json;
using PrivacyWaybill.Seeds.Waybills;
using PrivacyWaybill.Testing;

namespace PrivacyWaybill.Seeds.Tests;

public class CommittedSeedsTests
{
    private static readonly byte[] Committed = File.ReadAllBytes(RepositoryFiles.Path("seeds/waybills.jsonl"));

    [Fact]
    public void CommittedWaybills_GeneratedAgain_AreTheSameByteForByte()
    {
        using var generated = new MemoryStream();
        WaybillJson.WriteLines(generated, new WaybillGenerator(1).Range(0, 2400));

        Assert.True(
            Committed.AsSpan().SequenceEqual(generated.ToArray()),
            "seeds/waybills.jsonl differs from what the generator makes of seed 1. If that is meant, write it anew (seeds/README.md).");
    }

    [Fact]
    public void CommittedWaybills_EachLine_IsAnObjectOfTheContractsFieldsAlone()
    {
        var lines = Encoding.UTF8.GetString(Committed).Split('\n');

        Assert.Equal("", lines[^1]);
        Assert.Equal(2400, lines.Length - 1);
        foreach (var line in lines[..^1])
        {
            using var waybill = JsonDocument.Parse(line);
            AssertFields(waybill.RootElement, "object_id", "waybill_no", "sender", "recipient", "goods", "remark", "route_label", "recipient_number");
            foreach (var party in new[] { waybill.RootElement.GetProperty("sender"), waybill.RootElement.GetProperty("recipient") })
            {
                AssertFields(party, "name", "mobile", "landline", "company", "address", "platform_number");
                AssertFields(party.GetProperty("address"), "text", "province", "city", "district", "town", "detail");
                if (party.TryGetProperty("platform_number", out var number)) AssertFields(number, "issuer", "number");
            }
            if (waybill.RootElement.TryGetProperty("recipient_number", out var request))
                Assert.Contains(request.GetProperty("scope").GetString(), new[] { "NUMBER_SCOPE_NONE", "NUMBER_SCOPE_WAYBILL", "NUMBER_SCOPE_SHIPMENT" });
        }
    }

    [Fact]
    public void CommittedWaybills_ReadBack_AreTheGeneratedRecords()
    {
        var lines = Encoding.UTF8.GetString(Committed).TrimEnd('\n').Split('\n');
        var generator = new WaybillGenerator(1);

        for (var i = 0; i < lines.Length; i++)
        {
            var read = JsonSerializer.Deserialize(lines[i], WaybillJson.Readable.SyntheticWaybill)!;
            Assert.Equal(generator[i] with { Categories = [] }, read with { Categories = [] });
        }
    }

    private static void AssertFields(JsonElement element, params string[] allowed)
    {
        foreach (var property in element.EnumerateObject())
        {
            Assert.Contains(property.Name, allowed);
            Assert.NotEqual(JsonValueKind.Null, property.Value.ValueKind);
            if (property.Value.ValueKind == JsonValueKind.String) Assert.NotEqual("", property.Value.GetString());
        }
    }
}
