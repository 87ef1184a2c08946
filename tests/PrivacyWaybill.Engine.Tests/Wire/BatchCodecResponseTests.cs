using System.Collections;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Wire;

/// <summary>Every field of the contract's result, found by reflection.</summary>
public abstract class BatchCodecResponseTests(IBatchCodec codec)
{
    private readonly OnTheWire _wire = new(codec);

    public sealed class Generated() : BatchCodecResponseTests(new GeneratedBatchCodec());

    public sealed class Wire() : BatchCodecResponseTests(new WireBatchCodec());

    /// <summary>What no result that is OK can be.</summary>
    private static readonly string[] NeverOfThis = ["status.retryable"];

    public static TheoryData<string> Fields => [.. MessageLeaf.Of(WaybillResult.Descriptor).Select(l => l.Path).Except(NeverOfThis)];

    public static TheoryData<ItemCode> Codes => [.. System.Enum.GetValues<ItemCode>()];

    [Theory, MemberData(nameof(Fields))]
    public void WriteBatch_EverythingInTheBatch_WritesTheField(string path)
    {
        var leaf = MessageLeaf.Of(WaybillResult.Descriptor).Single(l => l.Path == path);
        var value = leaf.Get(_wire.Result(Full()).Results[0]);
        switch (value)
        {
            case string text:
                Assert.Equal(Expected(path), text);
                break;
            case Timestamp time:
                Assert.Equal(1_700_000_000, time.Seconds);
                break;
            case ByteString bytes:
                Assert.Equal("sealed", bytes.ToStringUtf8());
                break;
            case IList list:
                Assert.NotEmpty(list);
                break;
            default:
                Assert.NotNull(value);
                Assert.NotEqual(Activator.CreateInstance(value.GetType()), value);
                break;
        }
    }

    /// <summary>What stands in lists, and around the results: by reflection as well, so that nothing is forgotten.</summary>
    [Fact]
    public void WriteBatch_WarningsAndBatchWithEverything_WriteEveryField()
    {
        var full = Full();
        (full.BatchId, full.Sequence) = (42, 3);
        full.SuggestRetryAfter(TimeSpan.FromSeconds(2));
        var refused = _wire.Read(Waybills.New());
        refused.Refuse(BatchCode.Malformed, "mend it");
        var (result, refusal) = (_wire.Result(full), _wire.Result(refused));
        foreach (var field in Warning.Descriptor.Fields.InDeclarationOrder())
            Assert.False(IsDefault(field.Accessor.GetValue(result.Results[0].Warnings[0])), field.FullName);
        foreach (var field in BatchResult.Descriptor.Fields.InDeclarationOrder())
            Assert.False(IsDefault(field.Accessor.GetValue(result)) && IsDefault(field.Accessor.GetValue(refusal)), field.FullName);

        static bool IsDefault(object? value) => value is null or "" or IList { Count: 0 } || value.GetType().IsValueType && value.Equals(Activator.CreateInstance(value.GetType()));
    }

    [Fact]
    public void WriteBatch_Warnings_AreInTheOrderInWhichTheyWereGiven()
    {
        var batch = Full();
        batch.Warn(0, WarningCode.NumberRenewed, "recipient_number");
        batch.Warn(0, WarningCode.PseudonymCapReached);
        Assert.Equal(
            [(WarningCode.AlreadyMasked, "sender.name"), (WarningCode.NumberRenewed, "recipient_number"), (WarningCode.PseudonymCapReached, "")],
            _wire.Result(batch).Results[0].Warned());
    }

    [Theory, MemberData(nameof(Codes))]
    public void WriteBatch_Code_SaysWhetherMaskedAndWhetherRetryable(ItemCode code)
    {
        var batch = Full();
        batch.Items[0].Code = code;
        var result = _wire.Result(batch).Results[0];
        Assert.Equal(code, result.Status.Code);
        Assert.Equal(code is ItemCode.Degraded or ItemCode.NumbersExhausted or ItemCode.Unavailable, result.Status.Retryable);
        Assert.Equal(code == ItemCode.Ok, result.Durability != Durability.Unspecified);
        Assert.Equal("object_id", result.ObjectId);
        if (code is not (ItemCode.Ok or ItemCode.Degraded or ItemCode.Conflict)) result.AssertNothingMasked();
        else Assert.Equal("recipient.name", result.Recipient.Name);
    }

    [Fact]
    public void WriteBatch_BatchFields_AreWritten()
    {
        var batch = Full();
        batch.BatchId = 42;
        batch.Sequence = 3;
        batch.SuggestRetryAfter(TimeSpan.FromSeconds(2));
        batch.SuggestRetryAfter(TimeSpan.FromSeconds(1));
        var result = _wire.Result(batch);
        Assert.Equal((42ul, 3ul, BatchCode.Ok, "", 2L), (result.BatchId, result.BatchSequence, result.Code, result.Remedy, result.RetryDelay.Seconds));
        Assert.Null(_wire.Result(_wire.Read(Waybills.New())).RetryDelay);
    }

    [Fact]
    public void WriteBatch_RefusedBatch_HasARemedyAndNoResults()
    {
        var batch = _wire.Read(Waybills.New());
        batch.Sequence = 9;
        batch.Refuse(BatchCode.Malformed, "mend it");
        var result = _wire.Result(batch);
        Assert.Equal((BatchCode.Malformed, "mend it", 7ul, 9ul), (result.Code, result.Remedy, result.BatchId, result.BatchSequence));
        Assert.Empty(result.Results);
    }

    [Fact]
    public void WriteSingle_SameItem_SameResult()
    {
        var batch = Full();
        codec.WriteSingle(batch);
        Assert.Equal(_wire.Result(Full()).Results[0], MaskWaybillResponse.Parser.ParseFrom(batch.Answer.Written).Result);
    }

    private static string Expected(string path) => path switch
    {
        "status.field" => "a.field",
        "status.remedy" => "a remedy",
        "rule_set_version" => ProfileSet.LibraryVersion,
        _ when path.EndsWith("platform_number", StringComparison.Ordinal) => path + ".number",
        _ => path,
    };

    /// <summary>A batch of one whose result has everything that there can be, each text naming its own path.</summary>
    private WaybillBatch Full()
    {
        var batch = _wire.Read(Waybills.New());
        foreach (var field in TextFields.All) batch.SetOutput(0, field, Encoding.UTF8.GetBytes(TextFields.Path(field)));
        batch.Durability = Durability.Fsynced;
        batch.Warn(0, WarningCode.AlreadyMasked, "sender.name", UnreachableReason.Missing);
        ref var item = ref batch.Items[0];
        item.Fail(ItemCode.Ok, "a.field", "a remedy");
        (item.Replayed, item.RelabelRequired, item.NonCompliant, item.Version) = (true, true, true, 5);
        item.SealedRecord = batch.AddOutput("sealed"u8);
        item.Sender = Outcome("sender");
        item.Recipient = Outcome("recipient");
        return batch;

        PartyOutcome Outcome(string party) => new()
        {
            MainNumber = Add($"{party}.virtual_number.main_number"),
            Extension = Add($"{party}.virtual_number.extension"),
            Display = Add($"{party}.virtual_number.display"),
            ExpiresAt = 1_700_000_000,
            Token = Add($"{party}.token"),
            Pseudonym = Add($"{party}.pseudonym"),
        };

        Slice Add(string text) => batch.AddOutput(Encoding.ASCII.GetBytes(text));
    }
}
