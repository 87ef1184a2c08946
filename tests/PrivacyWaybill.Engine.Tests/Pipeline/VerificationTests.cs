using System.Text;
using Google.Protobuf;
using PrivacyWaybill.Conformance;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Engine.Verification;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Masking;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Testing;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Pipeline;

/// <summary>A masker that errs, in the eyes of the judge.</summary>
public sealed class VerificationTests(RedisStore store)
{
    private const string Suspect = "尉迟";

    public static TheoryData<string> CompliantProfiles => [.. ProfileSet.BuiltIn.Profiles.Select(p => p.Name)];

    [Fact]
    public async Task RunAsync_ViolationRefused_NothingIsShownOrStoredAndNeighboursGoOn()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Suspicious(ViolationPolicy.Refuse));
        var suspect = Waybills.New(w => w.Recipient.Name = Suspect);
        var batch = await engine.SendAsync([Waybills.New(), suspect, Waybills.New()]);
        Assert.Equal([ItemCode.Ok, ItemCode.VerificationFailed, ItemCode.Ok], batch.Codes());
        var refused = batch.Results[1];
        Assert.Equal(("recipient.name", false, 0u), (refused.Status.Field, refused.Status.Retryable, refused.Version));
        refused.AssertNothingMasked();
        Assert.DoesNotContain(Suspect[..1], refused.ToString(), StringComparison.Ordinal);
        Assert.Null(await engine.StoredAsync(suspect));
        Assert.Equal(2, engine.Counters.NumbersUsed);
        Assert.Equal([new MaskingViolation("gb41833", CheckedField.Name, Violations.NameNotHidden)], engine.Violations);
    }

    [Fact]
    public async Task RunAsync_ViolationCounted_GoesOn()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Suspicious(ViolationPolicy.Count));
        var waybill = Waybills.New(w => w.Recipient.Name = Suspect);
        var result = await engine.SendAsync(waybill);
        Assert.NotNull(result.Number());
        Assert.Equal("尉*", result.Recipient.Name);
        Assert.NotNull(await engine.StoredAsync(waybill));
        Assert.Single(engine.Violations);
    }

    /// <summary>What is stored is masked anew for the answer, maybe by another profile than it was when it was created.</summary>
    [Fact]
    public async Task RunAsync_StoredFormOfAConflictViolates_IsNotShown()
    {
        var lenient = new EngineSetup();
        await using var before = await EngineUnderTest.OpenAsync(store.Database, lenient);
        var waybill = Waybills.New(w => w.Recipient.Name = Suspect);
        await before.SendAsync(waybill);

        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Suspicious(ViolationPolicy.Refuse) with { Keys = lenient.Keys, Segments = lenient.Segments });
        var conflict = await engine.SendAsync(waybill.Again(w => w.Recipient.Name = "张三"));
        Assert.Equal((ItemCode.VerificationFailed, "recipient.name"), (conflict.Status.Code, conflict.Status.Field));
        conflict.AssertNothingMasked();
    }

    [Fact]
    public async Task RunAsync_UpdateRefused_ChangesNothing()
    {
        await using var engine = await EngineUnderTest.OpenAsync(store.Database, Suspicious(ViolationPolicy.Refuse));
        var waybill = Waybills.New();
        await engine.SendAsync(waybill);
        var stored = await engine.StoredAsync(waybill);
        var update = await engine.SendAsync(waybill.Update(1, w => w.Recipient.Name = Suspect));
        Assert.Equal(ItemCode.VerificationFailed, update.Status.Code);
        Assert.Equal(stored, await engine.StoredAsync(waybill));
    }

    /// <summary>
    /// The judge and the masker agree about the samples, as far as the rule of the standard speaks of a field of its own;
    /// about persons and rooms in other texts either may err.
    /// </summary>
    [Theory, MemberData(nameof(CompliantProfiles))]
    public void Run_Seeds_NamesPhonesAndDetailsHoldByEveryCompliantProfile(string profile)
    {
        var pipeline = new OfflinePipeline(
            new EngineOptions { DefaultProfile = profile, VerifiedShare = 1, OnViolation = ViolationPolicy.Refuse }, new SegmentTable([]), TimeProvider.System);
        var (ok, failed) = (0, new List<string>());
        foreach (var part in File.ReadLines(RepositoryFiles.Path("seeds/waybills.jsonl")).Select(JsonParser.Default.Parse<Waybill>).Chunk(200))
        {
            foreach (var waybill in part) (waybill.Goods, waybill.Remark, waybill.Sender.Company, waybill.Recipient.Company) = ("", "", "", "");
            var batch = OnTheWire.Take(part);
            pipeline.Run(batch);
            foreach (var status in new OnTheWire(new WireBatchCodec()).Result(batch).Results.Select(r => r.Status))
            {
                if (status.Code == ItemCode.Ok) ok++;
                else if (status.Code == ItemCode.VerificationFailed && !status.Field.EndsWith("address.text", StringComparison.Ordinal)) failed.Add(status.Field);
            }
        }
        Assert.Empty(failed);
        Assert.InRange(ok, 2_000, 2_400);
    }

    private static EngineSetup Suspicious(ViolationPolicy policy) => new()
    {
        Options = new EngineOptions { VerifiedShare = 1, OnViolation = policy },
        Check = static (_, original, _, _) =>
            new ConformanceResult(original.SequenceEqual(Encoding.UTF8.GetBytes(Suspect)) ? Violations.NameNotHidden : Violations.None, null),
    };
}
