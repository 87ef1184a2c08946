using System.Buffers;
using Google.Protobuf;
using PrivacyWaybill.LoadTest.Load;
using PrivacyWaybill.LoadTest.Verification;
using PrivacyWaybill.LoadTest.Waybills;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.LoadTest.Tests.Verification;

public class AnswerVerifierTests
{
    public static TheoryData<string, Action<BatchResult>> Faults => new()
    {
        { nameof(WrongKind.Batch), b => b.Code = BatchCode.Malformed },
        { nameof(WrongKind.Batch), b => b.Results.RemoveAt(2) },
        { nameof(WrongKind.Order), b => (b.Results[0], b.Results[1]) = (b.Results[1], b.Results[0]) },
        { nameof(WrongKind.Status), b => b.Results[1].Status.Code = ItemCode.Unavailable },
        { nameof(WrongKind.Replayed), b => b.Results[1].Replayed = true },
        { nameof(WrongKind.Token), b => b.Results[1].Sender.Token = "" },
        { nameof(WrongKind.Number), b => b.Results[1].Recipient.VirtualNumber = null },
        { nameof(WrongKind.Number), b => b.Results[1].Sender.VirtualNumber = new() { MainNumber = "18400000000", Extension = "9999" } },
        { nameof(WrongKind.NumberTwice), b => b.Results[1].Recipient.VirtualNumber = b.Results[0].Recipient.VirtualNumber },
        { nameof(WrongKind.City), b => b.Results[1].Recipient.VirtualNumber.MainNumber = "18400999999" },
        { nameof(WrongKind.Unmasked), b => b.Results[1].Recipient.Mobile = "13812345671" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Check_Fault_IsFoundAndNamed(string kind, Action<BatchResult> damage)
    {
        var wrong = Check(damage, new BatchNumbers(0, -1, 0));

        Assert.Contains(kind, wrong.ByKind.Keys);
        Assert.Equal(3, wrong.Checked);
    }

    [Fact]
    public void Check_RightAnswer_HasNoFault() => Assert.Empty(Check(static _ => { }, new BatchNumbers(0, -1, 0)).ByKind);

    [Fact]
    public void Check_SentAgain_MustBeAReplayAndMayHaveItsNumberOnceMore()
    {
        var again = new BatchNumbers(10, 0, 1);

        Assert.Equal([nameof(WrongKind.Replayed)], Check(static _ => { }, again).ByKind.Keys);
        Assert.Empty(Check(static b =>
        {
            foreach (var result in b.Results) result.Replayed = true;
            b.Results[1].Recipient.VirtualNumber.Extension = b.Results[0].Recipient.VirtualNumber.Extension;
        }, again).ByKind);
    }

    [Fact]
    public void Check_PartyWithoutAReachablePhone_NeedsNoNumber() => Assert.Empty(Check(static b =>
    {
        b.Results[1].Recipient.VirtualNumber = null;
        b.Results[1].Warnings.Add(new Warning { Code = WarningCode.NoReachablePhone, Field = "recipient" });
    }, new BatchNumbers(0, -1, 0)).ByKind);

    private static WrongAnswers Check(Action<BatchResult> damage, BatchNumbers numbers)
    {
        var template = new BatchTemplate([.. Enumerable.Range(0, 3).Select(Waybill)], "ABCD");
        var answer = new MaskWaybillsResponse { Batch = new BatchResult { Code = BatchCode.Ok } };
        answer.Batch.Results.Add(template.Waybills.Select(Result));
        damage(answer.Batch);
        var wrong = new WrongAnswers();

        new AnswerVerifier(wrong, null, hasOwnPool: true).Check(new ReadOnlySequence<byte>(answer.ToByteArray()), new Flight(template, numbers, 0));

        return wrong;
    }

    private static Waybill Waybill(int index) => new()
    {
        ObjectId = $"o-{index}",
        Sender = new Party { Mobile = $"1391234567{index}" },
        Recipient = new Party { Mobile = $"1381234567{index}" },
        SenderNumber = new NumberRequest { Scope = NumberScope.None },
        RecipientNumber = new NumberRequest { Scope = NumberScope.Waybill, City = WaybillSource.City(0) },
    };

    private static WaybillResult Result(Waybill sent, int index) => new()
    {
        ObjectId = sent.ObjectId,
        Status = new ItemStatus { Code = ItemCode.Ok },
        Sender = new PartyResult { Mobile = "139******7*", Token = "t" },
        Recipient = new PartyResult { Mobile = "138******7*", Token = "t", VirtualNumber = new VirtualNumber { MainNumber = "18400000001", Extension = $"000{index}" } },
    };
}
