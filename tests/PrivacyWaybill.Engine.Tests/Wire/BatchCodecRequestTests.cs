using System.Buffers;
using System.Reflection;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Engine.Wire;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Wire;

/// <summary>Every field of the contract's Waybill, found by reflection: a new one that the codec forgets fails here.</summary>
public abstract class BatchCodecRequestTests(IBatchCodec codec)
{
    private readonly OnTheWire _wire = new(codec);

    public sealed class Generated() : BatchCodecRequestTests(new GeneratedBatchCodec());

    public sealed class Wire() : BatchCodecRequestTests(new WireBatchCodec());

    private const string Text = "文-1";

    public static TheoryData<string> Fields => [.. MessageLeaf.Of(Waybill.Descriptor).Select(l => l.Path)];

    public static TheoryData<string> Texts => [.. TextFields.All.ToArray().Select(TextFields.Path)];

    [Theory, MemberData(nameof(Fields))]
    public void ReadBatch_OneFieldSet_ArrivesInItsPlaceAndNowhereElse(string path)
    {
        var leaf = MessageLeaf.Of(Waybill.Descriptor).Single(l => l.Path == path);
        var waybill = new Waybill();
        leaf.Set(waybill, Text);
        var batch = _wire.Read(waybill);
        var arrived = TextFields.All.ToArray().Where(f => !batch.Input(0, f).IsEmpty).ToList();
        // A city is part of the wish, not a text of the waybill.
        if (leaf.Field.FieldType == FieldType.String && leaf.Field.Name != "city" || path.Contains("address", StringComparison.Ordinal))
        {
            var field = Assert.Single(arrived);
            Assert.Equal(path, TextFields.Path(field));
            Assert.Equal(Text, Encoding.UTF8.GetString(batch.Input(0, field)));
            Assert.Equal(Numbers(_wire.Read(new Waybill()), 0), Numbers(batch, 0));
        }
        else
        {
            Assert.Empty(arrived);
            Assert.Single(Changed(_wire.Read(new Waybill()), batch).Except(["SenderNumber.Validity", "RecipientNumber.Validity"]));
        }
    }

    [Theory, MemberData(nameof(Texts))]
    public void TextFields_EachOne_IsATextOfTheContract(string path) =>
        Assert.Contains(MessageLeaf.Of(Waybill.Descriptor), l => l.Path == path && l.Field.FieldType == FieldType.String);

    [Fact]
    public void ReadBatch_EveryFieldSet_ReadsTheSameAsSingle()
    {
        var waybill = new Waybill();
        foreach (var leaf in MessageLeaf.Of(Waybill.Descriptor)) leaf.Set(waybill, leaf.Path);
        var batch = _wire.Read(new Waybill { ObjectId = "before" }, waybill);
        var single = new WaybillBatch();
        codec.ReadSingle(new ReadOnlySequence<byte>(new MaskWaybillRequest { Waybill = waybill }.ToByteArray()), single);
        Assert.Equal((7ul, 2, 1), (batch.BatchId, batch.Count, single.Count));
        foreach (var field in TextFields.All)
        {
            Assert.Equal(TextFields.Path(field), Encoding.UTF8.GetString(batch.Input(1, field)));
            Assert.Equal(TextFields.Path(field), Encoding.UTF8.GetString(single.Input(0, field)));
        }
        Assert.Equal(Numbers(batch, 1), Numbers(single, 0));
    }

    [Fact]
    public void ReadSingle_NoWaybill_IsAnEmptyItemForThePolicyToRefuse()
    {
        var batch = new WaybillBatch();
        codec.ReadSingle(ReadOnlySequence<byte>.Empty, batch);
        Assert.Equal((BatchCode.Ok, 1), (batch.Code, batch.Count));
    }

    [Fact]
    public void ReadBatch_BatchUsedBefore_KeepsNothing()
    {
        var full = new Waybill();
        foreach (var leaf in MessageLeaf.Of(Waybill.Descriptor)) leaf.Set(full, leaf.Path);
        var batch = _wire.Read(full);
        batch.Items[0].Fail(ItemCode.Conflict, TextField.WaybillNo, "no");
        batch.Warn(0, WarningCode.AlreadyMasked);
        batch.SetOutput(0, TextField.Remark, "out"u8);
        codec.ReadBatch(new ReadOnlySequence<byte>(new MaskWaybillsRequest { Waybills = { new Waybill() } }.ToByteArray()), batch);
        foreach (var field in TextFields.All) Assert.Equal((0, 0), (batch.Input(0, field).Length, batch.Output(0, field).Length));
        Assert.Equal(Numbers(_wire.Read(new Waybill()), 0), Numbers(batch, 0));
        Assert.Equal(-1, batch.FirstWarning(0));
        Assert.Equal(0ul, batch.BatchId);
    }

    private static IEnumerable<string> Changed(WaybillBatch before, WaybillBatch after)
    {
        var (a, b) = (Numbers(before, 0), Numbers(after, 0));
        return a.Keys.Where(k => !Equals(a[k], b[k]));
    }

    /// <summary>All that an item holds beside texts, flat.</summary>
    private static Dictionary<string, object?> Numbers(WaybillBatch batch, int i)
    {
        var all = new Dictionary<string, object?>();
        Collect(batch.Items[i], "");
        return all;

        void Collect(object of, string path)
        {
            foreach (var field in of.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public))
            {
                if (field.FieldType == typeof(NumberWish)) Collect(field.GetValue(of)!, field.Name + ".");
                else all[path + field.Name] = field.GetValue(of) is Slice text && field.Name == "City" ? Encoding.UTF8.GetString(batch.Input(text)) : field.GetValue(of);
            }
        }
    }
}
