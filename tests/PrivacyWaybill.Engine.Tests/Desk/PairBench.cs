using PrivacyWaybill.Engine.Calls;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Tests.Support;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Tests.Desk;

/// <summary>Pairs of an engine with main numbers that no other test has.</summary>
internal static class PairBench
{
    public const string Courier = "15811112222", OtherCourier = "15811113333";

    private static int _ranges;

    public static EngineSetup Setup(int mainNumbers, CallOptions? options = null)
    {
        var first = 19_000_000_000 + Interlocked.Increment(ref _ranges) * 1_000L;
        return new EngineSetup
        {
            Calls = options ?? new CallOptions(),
            PairNumbers = new CallPairTable([new CallPairRange("pairs", "深圳", $"{first}", mainNumbers)]),
        };
    }

    public static Task<PairAnswer> BindAsync(this EngineUnderTest engine, Waybill waybill, string courier = Courier, PartyRole party = PartyRole.Recipient,
        int minutes = 30, bool isExtension = false, Caller? caller = null) =>
        engine.Pairs.BindAsync(caller ?? Callers.Masker, new PairWish(waybill.ByNumber(), party, courier, TimeSpan.FromMinutes(minutes), isExtension));

    /// <summary>Binds a pair, which must succeed.</summary>
    public static async Task<ExtendedNumber> BoundAsync(this EngineUnderTest engine, Waybill waybill, string courier = Courier, PartyRole party = PartyRole.Recipient)
    {
        var answer = await engine.BindAsync(waybill, courier, party);
        Assert.Equal(PairOutcome.Bound, answer.Outcome);
        return answer.MainNumber;
    }

    public static Task<CallResolution> CallAsync(this EngineUnderTest engine, ExtendedNumber main, string from, Caller? caller = null) =>
        engine.Calls.ResolveAsync(caller ?? Callers.Masker, main, from);

    /// <summary>Where a phone's side of a pair is stored.</summary>
    public static string KeyOf(this EngineUnderTest engine, ExtendedNumber main, string phone) => engine.Vault.PairKey(main.ToString(), phone);
}
