using System.Text;
using System.Text.RegularExpressions;
using PrivacyWaybill.Seeds.Waybills;

namespace PrivacyWaybill.Seeds.Tests;

public partial class WaybillGeneratorTests
{
    public static TheoryData<ulong> Seeds => [0, 1, 2, 20231111, ulong.MaxValue];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Waybill_AskedForAlone_IsTheOneOfTheStream(ulong seed)
    {
        var streamed = new WaybillGenerator(seed).Range(0, 300).ToArray();

        for (var i = streamed.Length - 1; i >= 0; i -= 7) Assert.Equal(Json(streamed[i]), Json(new WaybillGenerator(seed)[i]));
        Assert.Equal(streamed[120..].Select(Json), new WaybillGenerator(seed).From(120).Take(180).Select(Json));
    }

    [Fact]
    public void Seed_Another_GivesOtherWaybills()
    {
        var one = new WaybillGenerator(1).Range(0, 100).Select(w => w.WaybillNo);
        var two = new WaybillGenerator(2).Range(0, 100).Select(w => w.WaybillNo);

        Assert.Empty(one.Intersect(two));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Waybills_TwentyThousand_HaveNumbersAndIdsOfTheirOwn(ulong seed)
    {
        var waybills = new WaybillGenerator(seed).Range(0, 20_000).ToArray();

        Assert.Distinct(waybills.Select(w => w.WaybillNo));
        Assert.Distinct(waybills.Select(w => w.ObjectId));
    }

    [Fact]
    public void Waybills_OneInFiftyOdd_HasOneOddWaybillInEachFifty()
    {
        var odd = new WaybillGenerator(1, oddEvery: 50).Range(0, 5_000).Select(w => w.Categories.Any(WaybillGenerator.OddCategories.Contains)).ToArray();

        Assert.All(odd.Chunk(50), fifty => Assert.Single(fifty, isOdd => isOdd));
    }

    [Fact]
    public void Waybills_FarIntoTheSequence_KeepTheirForm()
    {
        var waybill = new WaybillGenerator(1)[2_599_999_999];

        Assert.Equal("seed-2600000000", waybill.ObjectId);
        Assert.Matches(WaybillNo(), waybill.WaybillNo);
    }

    [Fact]
    public void Index_Negative_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WaybillGenerator(1)[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WaybillGenerator(1).Range(0, -1));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Waybills_EveryField_IsWithinTheContractsLimit(ulong seed)
    {
        foreach (var waybill in new WaybillGenerator(seed).Range(0, 20_000))
        {
            AssertLimit(waybill.ObjectId, 64);
            Assert.Matches(WaybillNo(), waybill.WaybillNo);
            AssertLimit(waybill.Goods, 300);
            AssertLimit(waybill.Remark, 600);
            AssertLimit(waybill.RouteLabel, 64);
            Assert.True(waybill.RouteLabel is null || waybill.RouteLabel.All(c => c is >= ' ' and <= '~') && !LongRun().IsMatch(waybill.RouteLabel));
            foreach (var party in new[] { waybill.Sender, waybill.Recipient })
            {
                AssertLimit(party.Name, 200);
                AssertLimit(party.Mobile, 48);
                AssertLimit(party.Landline, 48);
                AssertLimit(party.Company, 200);
                AssertLimit(party.PlatformNumber?.Issuer, 32);
                AssertLimit(party.PlatformNumber?.Number, 48);
                var address = party.Address;
                AssertLimit(address.Text + address.Province + address.City + address.District + address.Town + address.Detail, 600);
                Assert.True(address.Text is not null || address.Detail is not null);
            }
        }
    }

    [Fact]
    public void Waybills_AtLimitForms_ReachTheLimit()
    {
        var waybills = new WaybillGenerator(1).Range(0, 2000).ToArray();

        Assert.Equal(600, waybills.Max(w => Encoding.UTF8.GetByteCount(w.Remark ?? "")));
        Assert.Equal(300, waybills.Max(w => Encoding.UTF8.GetByteCount(w.Goods ?? "")));
        Assert.Equal(600, waybills.Max(w => Encoding.UTF8.GetByteCount(w.Recipient.Address.Text ?? "")));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Waybills_FirstTwoThousand_HoldEveryCategoryThreeTimes(ulong seed)
    {
        var counts = CategoryMix.Count(new WaybillGenerator(seed).Range(0, 2000));

        Assert.Empty(counts.Where(c => c.Value < 3).Select(c => $"{c.Key}: {c.Value}"));
        Assert.Distinct(WaybillGenerator.Categories);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Waybills_OfFiveInARow_OneIsOdd(ulong seed)
    {
        foreach (var five in new WaybillGenerator(seed).Range(0, 2000).Chunk(5))
            Assert.Single(five, waybill => waybill.Categories.Any(WaybillGenerator.OddCategories.Contains));
    }

    [Fact]
    public void Waybills_OfUpuS10_HaveTheCheckDigitOfTheStandard()
    {
        var numbers = new WaybillGenerator(1).Range(0, 20_000).Where(w => w.Categories.Contains("waybill/upu-s10")).Select(w => w.WaybillNo).ToArray();

        Assert.NotEmpty(numbers);
        Assert.All(numbers, number => Assert.True(IsS10(number), number));
        // The check itself: the example of the standard's practice, right and wrong.
        Assert.True(IsS10("RR473124829GB"));
        Assert.False(IsS10("RR473124828GB"));
    }

    [Fact]
    public void Waybills_IdentityNumbers_PassTheirCheckAndNameNoCounty()
    {
        var numbers = new WaybillGenerator(1).Range(0, 20_000)
            .SelectMany(w => IdentityNumber().Matches(w.Remark + "|" + w.Goods).Select(m => m.Value)).ToArray();

        Assert.NotEmpty(numbers);
        foreach (var number in numbers)
        {
            // ISO 7064 MOD 11-2 in its recursive form, independent of the generator's table of weights.
            var rest = 0;
            foreach (var c in number) rest = (rest * 2 + (c == 'X' ? 10 : c - '0')) % 11;
            Assert.Equal(1, rest);
            Assert.Equal("99", number[4..6]);
        }
    }

    [Fact]
    public void Waybills_PhonesDrawn_StayOutOfTheDemoSegments()
    {
        foreach (var waybill in new WaybillGenerator(1).Range(0, 20_000))
            foreach (var party in new[] { waybill.Sender, waybill.Recipient })
                Assert.DoesNotMatch("1840000|9501300000", $"{party.Mobile} {party.Landline} {party.PlatformNumber?.Number}");
    }

    private static string Json(SyntheticWaybill waybill)
    {
        using var written = new MemoryStream();
        WaybillJson.WriteLines(written, [waybill]);
        return Encoding.UTF8.GetString(written.ToArray());
    }

    private static bool IsS10(string number)
    {
        if (!S10().IsMatch(number)) return false;
        var weights = new[] { 8, 6, 4, 2, 3, 5, 9, 7 };
        var check = 11 - weights.Select((weight, i) => weight * (number[2 + i] - '0')).Sum() % 11;
        return number[10] - '0' == (check == 10 ? 0 : check == 11 ? 5 : check);
    }

    private static void AssertLimit(string? field, int bytes)
    {
        if (field is null) return;
        Assert.InRange(new UTF8Encoding(false, true).GetByteCount(field), 1, bytes);
    }

    [GeneratedRegex("^[A-Za-z0-9-]{8,40}$")]
    private static partial Regex WaybillNo();

    [GeneratedRegex("[0-9]{7}")]
    private static partial Regex LongRun();

    [GeneratedRegex("^[A-Z]{2}[0-9]{9}[A-Z]{2}$")]
    private static partial Regex S10();

    [GeneratedRegex("(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9X](?![0-9X])")]
    private static partial Regex IdentityNumber();
}
