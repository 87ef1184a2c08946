using System.Text;
using PrivacyWaybill.EndToEnd.Tests.Support;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Masking;

/// <summary>Waybills at the edge of what is allowed, and those that are served with a warning.</summary>
public abstract class GoodItemTests(Servers servers, StoreKind store)
{
    /// <summary>A character of each script, four bytes at most.</summary>
    public static TheoryData<string, string> Scripts => new()
    {
        { "Han", "张" }, { "Han beyond the basic plane", "𠮷" }, { "Latin", "a" }, { "Vietnamese", "ễ" }, { "Cyrillic", "ж" }, { "Greek", "λ" },
        { "Arabic", "م" }, { "Hebrew", "ש" }, { "Devanagari", "क" }, { "Thai", "ก" }, { "Korean", "김" }, { "Japanese", "さ" },
        { "Tibetan", "བ" }, { "Mongolian", "ᠮ" }, { "Uyghur", "ئ" }, { "Yi", "ꀀ" }, { "emoji", "😀" }, { "Gothic", "𐌰" },
    };

    public sealed class OnEmbedded(Servers servers) : GoodItemTests(servers, StoreKind.Embedded);

    public sealed class OnRedis(Servers servers) : GoodItemTests(servers, StoreKind.Redis);

    [Theory, MemberData(nameof(Scripts))]
    public async Task NameOf50Characters_InAnyScript_IsServed(string script, string character)
    {
        var name = string.Concat(Enumerable.Repeat(character, 50));

        var result = await (await servers.GetAsync(store)).Clients.MaskAsync(WaybillMaker.Make(w => w.Recipient.Name = name));

        ReplayTests.AssertCreated(result);
        Assert.NotEqual(name, result.Recipient.Name);
        Assert.True(Encoding.UTF8.GetByteCount(result.Recipient.Name) <= Encoding.UTF8.GetByteCount(name), script);
    }

    [Fact]
    public async Task RealPhone_DeclaredAsPlatformNumber_IsMaskedWithAWarning()
    {
        var waybill = WaybillMaker.Make(w => w.Recipient.PlatformNumber = new PlatformNumber { Issuer = Servers.KnownIssuer, Number = "13800138000" });

        var result = await (await servers.GetAsync(store)).Clients.MaskAsync(waybill);

        ReplayTests.AssertCreated(result);
        Assert.True(result.Recipient.PlatformNumber.Count(c => c == '*') >= 6, result.Recipient.PlatformNumber);
        Assert.Contains(result.Warnings, w => w is { Code: WarningCode.NotAVirtualNumber, Field: "recipient.platform_number.number" });
    }

    [Theory]
    [InlineData("unknown issuer", "nobody", "18499991234-5678")]
    [InlineData("number outside the issuer's prefixes", Servers.KnownIssuer, "18499981234-5678")]
    [InlineData("number without its extension", Servers.KnownIssuer, "18499991234")]
    [InlineData("number with a longer extension", Servers.KnownIssuer, "18499991234-56789")]
    public async Task PlatformNumber_ThatCannotBeVerified_IsMaskedWithAWarning(string why, string issuer, string number)
    {
        var waybill = WaybillMaker.Make(w => w.Recipient.PlatformNumber = new PlatformNumber { Issuer = issuer, Number = number });

        var result = await (await servers.GetAsync(store)).Clients.MaskAsync(waybill);

        ReplayTests.AssertCreated(result);
        Assert.True(result.Recipient.PlatformNumber.Count(c => c == '*') >= 6, $"{why}: {result.Recipient.PlatformNumber}");
        Assert.Contains(result.Warnings, w => w.Code == WarningCode.NotAVirtualNumber);
    }

    [Theory]
    [InlineData("18499991234-5678")]
    [InlineData("18499991234转5678")]
    [InlineData("18499991234,,5678")]
    public async Task PlatformNumber_OfAKnownIssuer_IsPrintedWhole(string number)
    {
        var waybill = WaybillMaker.Make(w => (w.Recipient.PlatformNumber, w.Recipient.PlatformReference) = (new PlatformNumber { Issuer = Servers.KnownIssuer, Number = number }, "order-77"));

        var result = await (await servers.GetAsync(store)).Clients.MaskAsync(waybill);

        ReplayTests.AssertCreated(result);
        Assert.Equal(number, result.Recipient.PlatformNumber);
        Assert.Equal("order-77", result.Recipient.PlatformReference);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task NumberOfOurs_DeclaredAsPlatformNumber_IsPrintedWhole()
    {
        var clients = (await servers.GetAsync(store)).Clients;
        var ours = (await clients.MaskAsync(WaybillMaker.Make())).Recipient.VirtualNumber.Display;

        var result = await clients.MaskAsync(WaybillMaker.Make(w => w.Recipient.PlatformNumber = new PlatformNumber { Number = ours }));

        ReplayTests.AssertCreated(result);
        Assert.Equal(ours, result.Recipient.PlatformNumber);
    }

    [Theory]
    [InlineData("foreign", "+1 202-555-0143")]
    [InlineData("hotline", "400-820-8820")]
    [InlineData("none", "")]
    public async Task RecipientThatCannotBeReached_AskingForANumber_IsWarned(string why, string mobile)
    {
        var result = await (await servers.GetAsync(store)).Clients.MaskAsync(WaybillMaker.Make(w => w.Recipient.Mobile = mobile));

        Assert.True(result.Status.Code == ItemCode.Ok, why);
        Assert.Null(result.Recipient.VirtualNumber);
        Assert.NotEmpty(result.Recipient.Token);
        Assert.Contains(result.Warnings, w => w.Code == WarningCode.NoReachablePhone);
    }

    [Theory]
    [InlineData("138******78", WarningCode.AlreadyMasked, "138******78")]
    [InlineData("138****5678", WarningCode.MaskedFurther, "138******78")]
    public async Task MobileThatCameMasked_IsKeptOrMaskedFurtherAndFlagged(string mobile, WarningCode warning, string printed)
    {
        var result = await (await servers.GetAsync(store)).Clients.MaskAsync(WaybillMaker.Make(w => w.Recipient.Mobile = mobile));

        Assert.Equal(ItemCode.Ok, result.Status.Code);
        Assert.Equal(printed, result.Recipient.Mobile);
        Assert.Contains(result.Warnings, w => w.Code == warning && w.Field == "recipient.mobile");
    }

    [Fact]
    public async Task WaybillWithoutAnyRole_ForPseudonyms_IsServedWithAWarning()
    {
        // The server's cap is 0: pseudonyms are off for everybody.
        var result = await (await servers.GetAsync(store)).Clients.MaskAsync(WaybillMaker.Make(w => w.PseudonymPurpose = "merge"));

        ReplayTests.AssertCreated(result);
        Assert.Empty(result.Recipient.Pseudonym);
        Assert.Contains(result.Warnings, w => w.Code == WarningCode.PseudonymNotGranted);
    }

    [Fact]
    public async Task SealedRecord_AskedFor_IsInTheResultAndHoldsNothingClear()
    {
        var waybill = WaybillMaker.Make(w => w.ReturnSealedRecord = true);
        var clients = (await servers.GetAsync(store)).Clients;

        var first = await clients.MaskAsync(waybill);
        var again = await clients.MaskAsync(waybill);

        Assert.True(first.SealedRecord.Length > 100);
        Assert.Equal(first.SealedRecord, again.SealedRecord);
        Assert.Equal(-1, first.SealedRecord.Span.IndexOf(Encoding.UTF8.GetBytes(waybill.Recipient.Name)));
        Assert.Equal(-1, first.SealedRecord.Span.IndexOf(Encoding.UTF8.GetBytes(waybill.Recipient.Mobile)));
    }

    [Fact]
    public async Task OneWaybill_AskedUnary_IsAnsweredAsOnTheStream()
    {
        var waybill = WaybillMaker.Make();
        var clients = (await servers.GetAsync(store)).Clients;

        var first = (await clients.Masking.MaskWaybillAsync(new MaskWaybillRequest { Waybill = waybill })).Result;
        var again = await clients.MaskAsync(waybill);

        ReplayTests.AssertCreated(first);
        ReplayTests.AssertReplay(first, again);
    }
}
