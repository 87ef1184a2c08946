using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stages;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Holds;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault.Records;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>
/// Decides what becomes of the numbers of a batch of records: both directions are checked, all pages in one round trip;
/// the acts on one record take place in their order and come to one next value. A number that a party of another shipment
/// keeps is that party's only as long as it is this number, and this person's.
/// </summary>
internal sealed class NumberJudge(EngineParts engine, NumberPoolOptions numbers)
{
    /// <summary>The shortest time ahead that an expiry may be set to.</summary>
    public static readonly TimeSpan ShortestValidity = TimeSpan.FromSeconds(60);

    private readonly ExtensionHolds _holds = new(engine);

    /// <summary>Answers every act.</summary>
    /// <param name="records">The records; their items are indexes into <paramref name="acts"/>.</param>
    /// <param name="acts">What is wanted.</param>
    /// <param name="answers">One an act.</param>
    public async Task ConsiderAsync(List<RecordOnDesk> records, IReadOnlyList<NumberAct> acts, NumberAnswer[] answers)
    {
        var now = engine.Time.GetUtcNow();
        var known = records.FindAll(record =>
        {
            // A record of another tenant does not open, and not even that there is one is told.
            var isKnown = record.Opens && record.Header.RetainUntil > now.ToUnixTimeSeconds();
            if (!isKnown)
                foreach (var act in record.Items) answers[act] = new NumberAnswer(Found.No);
            return isKnown;
        });
        var pages = await ReadPagesAsync(known, acts, now);
        var holds = await _holds.HoldAsync(known, acts, pages, now);
        foreach (var record in known) Consider(record, acts, pages, holds, answers, now);
    }

    private async Task<Dictionary<NumberRef, PageEntry>> ReadPagesAsync(List<RecordOnDesk> records, IReadOnlyList<NumberAct> acts, DateTimeOffset now)
    {
        var places = new HashSet<NumberRef>();
        foreach (var record in records)
            foreach (var act in record.Items)
                if (NumberCheck.NumberOf(record.Header, acts[act].Party) is var bound && IsLive(bound, now)) places.Add(Place(bound));
        var pages = new Dictionary<NumberRef, PageEntry>(places.Count);
        if (places.Count == 0) return pages;
        var asked = places.ToArray();
        var entries = await engine.Directory.ReadAsync(asked);
        for (var i = 0; i < asked.Length; i++) pages.Add(asked[i], entries[i]);
        return pages;
    }

    private void Consider(RecordOnDesk record, IReadOnlyList<NumberAct> acts, Dictionary<NumberRef, PageEntry> pages, Dictionary<NumberRef, HoldOutcome> holds, NumberAnswer[] answers, DateTimeOffset now)
    {
        var header = record.Header;
        foreach (var item in record.Items) answers[item] = Consider(record.Id, ref header, acts[item], pages, holds, now);
        if (header == record.Header) return;
        header.RetainUntil = RecordLife.RetainUntil(engine.Options, numbers, now, header);
        record.Replace(header, record.Sealed.Span);
        foreach (var item in record.Items) answers[item] = answers[item] with { Version = record.NextHeader.Revision };
    }

    private NumberAnswer Consider(RecordId id, ref RecordHeader header, in NumberAct act, Dictionary<NumberRef, PageEntry> pages, Dictionary<NumberRef, HoldOutcome> holds, DateTimeOffset now)
    {
        var bound = NumberCheck.NumberOf(header, act.Party);
        var none = new NumberAnswer(Found.Yes, Version: header.Revision, Change: Code(act, NumberChangeCode.NoNumber));
        if (!bound.Exists || !engine.Plan.TryDescribe(Place(bound), out var printed)) return none;
        if (act.Keeper is { } keeper && !keeper.Number.Is(bound)) return keeper.IsThePerson ? none : OfLost(act, header.Revision, now);
        var answer = new NumberAnswer(Found.Yes, CallAnswer.Active, printed, bound.ExpiresAt, header.Revision);
        if (bound.State == NumberState.Released || act.Keeper is { IsThePerson: false })
            return answer with { State = CallAnswer.Released, Change = OfReleased(act) };
        if (!IsLive(bound, now)) return answer with { State = CallAnswer.Expired, Change = Code(act, NumberChangeCode.Expired) };

        var page = pages[Place(bound)];
        if (page.State == PageEntryState.Unavailable) return new NumberAnswer(Found.Unavailable);
        if (!page.Confirms(id.AsSpan(), bound.LeaseId)) return none;
        switch (act.Kind)
        {
            case NumberActKind.Release:
                Set(ref header, act.Party, bound with { State = NumberState.Released });
                return answer with { State = CallAnswer.Released, Change = NumberChangeCode.Ok };
            case NumberActKind.Prolong:
                return Prolong(ref header, act, bound, page, holds.GetValueOrDefault(Place(bound), HoldOutcome.Held), answer);
            case NumberActKind.Extend:
                return Extend(ref header, act, bound, page, holds.GetValueOrDefault(Place(bound), HoldOutcome.Held), answer, now);
            default:
                return answer;
        }
    }

    private NumberAnswer Extend(ref RecordHeader header, in NumberAct act, BoundNumber bound, PageEntry page, HoldOutcome hold, NumberAnswer answer, DateTimeOffset now)
    {
        var until = act.Until.ToUnixTimeSeconds();
        // Asked for again, or by somebody who did not know.
        if (until == bound.ExpiresAt) return answer with { Change = NumberChangeCode.Ok };
        if (act.Until < now + ShortestValidity || until < bound.ExpiresAt) return answer with { Change = NumberChangeCode.InvalidExpiry };
        var latest = LatestOf(page, now, engine.Options);
        if (act.Until > latest)
            return answer with { Change = NumberChangeCode.BeyondLimit, LatestExpiry = DateTimeOffset.FromUnixTimeSeconds(Math.Max(latest.ToUnixTimeSeconds(), bound.ExpiresAt)) };
        if (engine.Numbers.Holds.IsNeeded(page, act.Until) && hold != HoldOutcome.Held)
        {
            return hold == HoldOutcome.Unavailable
                ? new NumberAnswer(Found.Unavailable)
                : answer with { Change = NumberChangeCode.BeyondLimit, LatestExpiry = numbers.LatestExpiry(page.FreeAt) };
        }
        Set(ref header, act.Party, bound with { ExpiresAt = (uint)until });
        return answer with { ExpiresAt = (uint)until, Change = NumberChangeCode.Ok };
    }

    /// <summary>As far as it may live; where its block or hold allows no more, as far as that does. Others keep it from now on.</summary>
    private NumberAnswer Prolong(ref RecordHeader header, in NumberAct act, BoundNumber bound, PageEntry page, HoldOutcome hold, NumberAnswer answer)
    {
        var until = UntilOf(act, page);
        if (until.ToUnixTimeSeconds() > bound.ExpiresAt && engine.Numbers.Holds.IsNeeded(page, until) && hold != HoldOutcome.Held)
        {
            if (hold == HoldOutcome.Unavailable) return new NumberAnswer(Found.Unavailable);
            until = numbers.LatestExpiry(page.FreeAt);
        }
        var seconds = (uint)Math.Max(bound.ExpiresAt, until.ToUnixTimeSeconds());
        Set(ref header, act.Party, bound with { ExpiresAt = seconds, IsShared = true });
        return answer with { ExpiresAt = seconds, Change = NumberChangeCode.Ok };
    }

    /// <summary>Until when a number can be extended now: each time by the longest validity ahead, in all by the longest total one.</summary>
    internal static DateTimeOffset LatestOf(in PageEntry page, DateTimeOffset now, EngineOptions options) =>
        now + options.MaximumValidity is var ahead && ahead < page.LatestExtension ? ahead : page.LatestExtension;

    /// <summary>Until when an act wants the number: one that prolongs it is content with the longest total validity.</summary>
    internal static DateTimeOffset UntilOf(in NumberAct act, in PageEntry page) =>
        act.Kind == NumberActKind.Prolong && act.Until > page.LatestExtension ? page.LatestExtension : act.Until;

    /// <summary>Of a kept number that is gone: its owner is, or became another person with another number.</summary>
    public NumberAnswer OfLost(in NumberAct act, uint version, DateTimeOffset now)
    {
        var number = act.Keeper!.Number;
        return engine.Plan.TryDescribe(new NumberRef(number.Segment, number.Sequence), out var printed)
            ? new NumberAnswer(Found.Yes, CallAnswer.Released, printed, (uint)now.ToUnixTimeSeconds(), version, Change: OfReleased(act))
            : new NumberAnswer(Found.Yes, Version: version, Change: OfReleased(act));
    }

    /// <summary>How an act on a number goes that was released before.</summary>
    public static NumberChangeCode OfReleased(in NumberAct act) => Code(act, act.Kind == NumberActKind.Release ? NumberChangeCode.Ok : NumberChangeCode.Released);

    private static NumberChangeCode Code(in NumberAct act, NumberChangeCode code) => act.Kind == NumberActKind.LookUp ? NumberChangeCode.Unspecified : code;

    private static void Set(ref RecordHeader header, PartyRole party, BoundNumber number)
    {
        if (party == PartyRole.Sender) header.Sender = number;
        else header.Recipient = number;
    }

    internal static bool IsLive(in BoundNumber bound, DateTimeOffset now) =>
        bound.State == NumberState.Bound && bound.ExpiresAt > now.ToUnixTimeSeconds();

    internal static NumberRef Place(in BoundNumber bound) => new(bound.Segment, bound.Sequence);
}
