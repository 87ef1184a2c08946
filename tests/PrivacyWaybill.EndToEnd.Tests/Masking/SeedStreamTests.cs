using System.Text.RegularExpressions;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Masking;

/// <summary>All seeds through one stream: order, identity, compliance of what may be printed.</summary>
public abstract partial class SeedStreamTests(Servers servers, StoreKind store)
{
    public sealed class OnEmbedded(Servers servers) : SeedStreamTests(servers, StoreKind.Embedded);

    public sealed class OnRedis(Servers servers) : SeedStreamTests(servers, StoreKind.Redis);

    [Fact]
    public async Task Stream_Opened_GreetsWithItsLimits()
    {
        var hello = (await servers.GetSeedsAsync(store)).Hello;

        Assert.NotEmpty(hello.ServerVersion);
        Assert.NotEmpty(hello.RuleSetVersion);
        Assert.Equal("gb41833", hello.DefaultProfile);
        Assert.Equal(1_000u, hello.MaxBatchWaybills);
        Assert.Equal(4u * 1024 * 1024, hello.MaxMessageBytes);
        Assert.True(hello.HardMessageBytes > hello.MaxMessageBytes);
        Assert.True(hello.BatchesInFlight > 0);
        Assert.Equal(TimeSpan.FromDays(15), hello.DefaultNumberValidity.ToTimeSpan());
        Assert.Equal(TimeSpan.FromDays(90), hello.MaxNumberValidity.ToTimeSpan());
        Assert.Equal(Durability.Memory, hello.Durability);
    }

    [Fact]
    public async Task Seeds_Streamed_AreAllOkInTheOrderOfRequests()
    {
        var run = await servers.GetSeedsAsync(store);

        Assert.Equal(run.Batches.Select(b => b.BatchId), run.Answers.Select(a => a.BatchId));
        Assert.Equal(Enumerable.Range(1, run.Batches.Count).Select(n => (ulong)n), run.Answers.Select(a => a.BatchSequence));
        Assert.All(run.Answers, a => Assert.Equal(BatchCode.Ok, a.Code));
        Assert.Equal(run.Batches.Select(b => b.Waybills.Count), run.Answers.Select(a => a.Results.Count));
        Assert.Equal(2_400, run.Pairs.Count());
        Assert.All(run.Pairs, p =>
        {
            Assert.Equal(p.Waybill.ObjectId, p.Result.ObjectId);
            Assert.Equal(new ItemStatus { Code = ItemCode.Ok }, p.Result.Status);
            Assert.False(p.Result.Replayed, p.Waybill.ObjectId);
            Assert.Equal(1u, p.Result.Version);
            Assert.Equal(Durability.Memory, p.Result.Durability);
            Assert.Equal("gb41833", p.Result.Profile);
            Assert.Equal(run.Hello.RuleSetVersion, p.Result.RuleSetVersion);
            Assert.Equal(p.Waybill.RouteLabel, p.Result.RouteLabel);
            Assert.False(p.Result.NonCompliant);
        });
    }

    [Fact]
    public async Task Seeds_Masked_HideSixDigitsOfEveryPhone()
    {
        var run = await servers.GetSeedsAsync(store);

        var checkedPhones = 0;
        foreach (var (party, result, name) in run.Parties)
        {
            foreach (var (written, printed) in new[] { (party.Mobile, result.Mobile), (party.Landline, result.Landline) })
            {
                var digits = written.Count(char.IsAsciiDigit);
                if (digits < 7) continue;
                checkedPhones++;
                // What came masked hides digits of its own, a smiley four of eleven; together they are at least six.
                var shown = printed.Count(char.IsAsciiDigit);
                var isHidden = digits - shown >= 6 || printed.Count(c => c == '*') >= 6 || (printed.Contains("^_^", StringComparison.Ordinal) && shown <= 11 - 6);
                Assert.True(isHidden, $"{name}: {printed}");
                Assert.DoesNotMatch(MainlandMobile(), printed);
            }
        }
        Assert.True(checkedPhones > 2_400, $"only {checkedPhones} phones were looked at");
    }

    [Fact]
    public async Task Seeds_Masked_ShowNoMobileNumberInAnyText()
    {
        var run = await servers.GetSeedsAsync(store);

        foreach (var (waybill, result) in run.Pairs)
        {
            var printed = string.Join('\n', Texts(result));
            foreach (Match mobile in MainlandMobile().Matches(string.Join('\n', PersonalTexts(waybill))))
                Assert.False(printed.Contains(mobile.Value, StringComparison.Ordinal), $"{waybill.ObjectId} still shows a mobile number: {printed}");
        }
    }

    [Fact]
    public async Task Seeds_Masked_HideOrdinaryNamesUnitsAndRooms()
    {
        var run = await servers.GetSeedsAsync(store);

        var (names, homes) = (0, 0);
        foreach (var (party, result, name) in run.Parties)
        {
            if (OrdinaryName().IsMatch(party.Name))
            {
                names++;
                Assert.True(result.Name.Contains('*', StringComparison.Ordinal) && result.Name != party.Name, $"{name}: {result.Name}");
            }
            foreach (var (written, printed) in new[] { (party.Address?.Text ?? "", result.Address.Text), (party.Address?.Detail ?? "", result.Address.Detail) })
            {
                if (!UnitAndRoom().IsMatch(written)) continue;
                homes++;
                Assert.DoesNotMatch(UnitOrRoom(), printed);
            }
        }
        Assert.True(names > 1_500, $"only {names} names were looked at");
        Assert.True(homes > 300, $"only {homes} homes were looked at");
    }

    [Fact]
    public async Task Seeds_Masked_AreNeverLongerThanWritten()
    {
        var run = await servers.GetSeedsAsync(store);

        foreach (var (party, result, name) in run.Parties)
        {
            Assert.True(Length(result.Name) <= Length(party.Name), name);
            Assert.True(Length(result.Mobile) <= Length(party.Mobile), name);
            Assert.True(Length(result.Landline) <= Length(party.Landline), name);
            Assert.True(Length(result.Company) <= Length(party.Company), name);
            Assert.True(Length(result.Address.Text) <= Length(party.Address?.Text ?? ""), name);
            Assert.True(Length(result.Address.Detail) <= Length(party.Address?.Detail ?? ""), name);
        }

        static int Length(string text) => System.Text.Encoding.UTF8.GetByteCount(text);
    }

    private static IEnumerable<string> PersonalTexts(Waybill w) =>
        new[] { w.Sender, w.Recipient }.SelectMany(p => new[] { p.Name, p.Mobile, p.Landline, p.Company, p.Address?.Text ?? "", p.Address?.Detail ?? "" })
            .Append(w.Goods).Append(w.Remark);

    private static IEnumerable<string> Texts(WaybillResult r) =>
        new[] { r.Sender, r.Recipient }.SelectMany(p => new[]
        {
            p.Name, p.Mobile, p.Landline, p.Company, p.Address.Text, p.Address.Province, p.Address.City, p.Address.District, p.Address.Town, p.Address.Detail,
        }).Append(r.Goods).Append(r.Remark);

    [GeneratedRegex(@"(?<!\d)1[3-9]\d{9}(?!\d)")]
    private static partial Regex MainlandMobile();

    /// <summary>Two or three Han characters that are no organisation and no title.</summary>
    [GeneratedRegex(@"^(?!.*[公司厂店部所站院校社团队组处局馆行铺])[\u4e00-\u9fff]{2,3}$")]
    private static partial Regex OrdinaryName();

    [GeneratedRegex(@"\d+单元\d+(室|号|户)?$")]
    private static partial Regex UnitAndRoom();

    [GeneratedRegex(@"\d单元|\d室")]
    private static partial Regex UnitOrRoom();
}
