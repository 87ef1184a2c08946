using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Ledger;
using PrivacyWaybill.Numbers.Registry;
using PrivacyWaybill.Server.Calls;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.Server.Store;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Server.Services;

/// <summary>The life of virtual numbers after they were issued.</summary>
internal sealed partial class VirtualNumberGrpcService(
    ThrottledCalls calls, PairDesk pairs, ServerSettings settings, NumberDesk numbers, NumberPool pool, CallGuard guard, BatchStream streams)
    : VirtualNumberService.VirtualNumberServiceBase
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    public override async Task<LookUpNumberResponse> LookUpNumber(LookUpNumberRequest request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Resolve);
        var answer = request.VirtualNumber.Length > 0 ? await LookUpByNumberAsync(caller, request) : await numbers.LookUpAsync(caller, request.Shipment, request.Party);
        ThrowUnlessFound(answer.Found);
        if (answer.State == CallAnswer.Unknown) return new LookUpNumberResponse { State = answer.State };
        return new LookUpNumberResponse { State = answer.State, VirtualNumber = NumberMessages.Number(answer), Party = answer.Party };
    }

    public override async Task<ExtendNumberResponse> ExtendNumber(ExtendNumberRequest request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Mask);
        if (request.ExpireTime is not { Seconds: > 0 and < uint.MaxValue } until) throw RpcErrors.Invalid("expire_time", "must be set, and lie ahead");
        var answer = await numbers.ExtendAsync(caller, request.Shipment, request.Party, DateTimeOffset.FromUnixTimeSeconds(until.Seconds));
        ThrowUnlessFound(answer.Found);
        ThrowUnlessActive(answer.State);
        return answer.Change switch
        {
            NumberChangeCode.Ok => new ExtendNumberResponse { VirtualNumber = NumberMessages.Number(answer), Version = answer.Version },
            NumberChangeCode.InvalidExpiry => throw RpcErrors.Invalid("expire_time", "must be at least 60 s ahead, and later than the present expiry"),
            _ => throw RpcErrors.Precondition("the number cannot be extended for that long", "BEYOND_LATEST_EXPIRY",
                new() { ["latest_expire_time"] = answer.LatestExpiry!.Value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) }),
        };
    }

    public override async Task<ReleaseNumberResponse> ReleaseNumber(ReleaseNumberRequest request, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Mask);
        var answer = await numbers.ReleaseAsync(caller, request.Shipment, request.Party);
        ThrowUnlessFound(answer.Found);
        if (answer.State != CallAnswer.Released) ThrowUnlessActive(answer.State);
        return new ReleaseNumberResponse { Version = answer.Version };
    }

    public override Task ChangeNumbers(IAsyncStreamReader<ChangeNumbersRequest> requests, IServerStreamWriter<ChangeNumbersResponse> responses, ServerCallContext context) =>
        streams.RunAsync(requests, new NumberChangeWork(numbers, guard.Require(context, Roles.Mask), responses));

    public override async Task<GetPoolStatusResponse> GetPoolStatus(GetPoolStatusRequest request, ServerCallContext context)
    {
        guard.Require(context, Roles.Administer);
        var status = await pool.GetStatusAsync();
        return new GetPoolStatusResponse { Segments = { status.Segments.Select(Segment) } };
    }

    private static V1.SegmentStatus Segment(Numbers.SegmentStatus s) => new()
    {
        Name = s.Segment.Name,
        City = s.Segment.City,
        State = s.State switch
        {
            LedgerState.Ready => State(s),
            LedgerState.Missing => SegmentState.LedgerMissing,
            LedgerState.Disagrees => SegmentState.LedgerDisagrees,
            LedgerState.OfAnother => SegmentState.LedgerOfAnother,
            LedgerState.ClockUnsure => SegmentState.ClockUnsure,
            LedgerState.Old => SegmentState.LedgerOld,
            LedgerState.Unwitnessed => SegmentState.Unwitnessed,
            _ => SegmentState.StoreUnavailable,
        },
        Capacity = (ulong)s.Segment.Capacity,
        Free = (ulong)s.Free,
        Leased = (ulong)(s.Leased + s.Quarantined),
        Quarantined = (ulong)s.Quarantined,
        IssuedPerSecond = s.IssuedPerSecond,
        ExhaustionForecast = s.ExhaustionForecast?.ToTimestamp(),
        NextFree = s.NextFree?.ToTimestamp(),
        Remedy = SegmentRemedies.Of(s.State),
    };

    private static SegmentState State(Numbers.SegmentStatus s) => s.Phase switch
    {
        SegmentPhase.Opening => SegmentState.Opening,
        SegmentPhase.Suspended => SegmentState.Suspended,
        SegmentPhase.Retired => s.IsDrained ? SegmentState.Drained : SegmentState.Retired,
        _ when s.Segment.External => SegmentState.External,
        _ => s.IsStandingBy ? SegmentState.Reserve : SegmentState.Open,
    };

    private async Task<NumberAnswer> LookUpByNumberAsync(Caller caller, LookUpNumberRequest request)
    {
        if (request.Shipment is not null || request.Party != PartyRole.Unspecified) throw RpcErrors.Invalid("virtual_number", "stands instead of shipment and party, not beside them");
        if (!NumberText.TryParse(request.VirtualNumber, out var number))
            throw RpcErrors.Invalid("virtual_number", "must be a main number of 7 to 13 digits, with an extension of up to 6 behind it");
        return await calls.LookUpAsync(caller, number) ?? throw RpcErrors.LookUpsThrottled(settings.Calls.MissWindow);
    }

    private static void ThrowUnlessFound(Found found) => Answers.ThrowUnlessFound(found, RetryDelay);

    private static void ThrowUnlessActive(CallAnswer state)
    {
        if (state == CallAnswer.Active) return;
        throw RpcErrors.Precondition(state switch
        {
            CallAnswer.Expired => "the number has expired",
            CallAnswer.Released => "the number was released",
            _ => "the party has no number",
        }, $"NUMBER_{state.ToString().ToUpperInvariant()}");
    }
}
