using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PrivacyWaybill.Engine.Desk;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Stores;
using PrivacyWaybill.Numbers;
using PrivacyWaybill.Numbers.Registry;
using PrivacyWaybill.Server.Settings;
using PrivacyWaybill.Server.Store;
using PrivacyWaybill.V1;
using StackExchange.Redis;

namespace PrivacyWaybill.Server.Services;

/// <summary>Segments while servers run.</summary>
internal sealed class NumberPoolGrpcService(
    SegmentAdmission admission, SegmentRegistry registry, SegmentWatch watch, SegmentTable segments, AffectedShipments affected, StoreMonitor monitor,
    ServerSettings settings, CallGuard guard) : NumberPoolService.NumberPoolServiceBase
{
    /// <summary>A server may have read the store just before a segment was added, and be late once.</summary>
    private const int PollsUntilAllKnow = 3;

    /// <summary>Each attempt that is overtaken means that another segment was added.</summary>
    private const int MostAttempts = 10;

    private const int LongestCity = 48;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    public override async Task<AddSegmentResponse> AddSegment(AddSegmentRequest request, ServerCallContext context)
    {
        guard.Require(context, Roles.Administer);
        var segment = Segment(request);
        if (!monitor.MayChange) throw RpcErrors.Unavailable(RetryDelay);
        var (outcome, opensAt) = (SegmentAdmitted.Overtaken, default(DateTimeOffset));
        for (var attempt = 0; outcome == SegmentAdmitted.Overtaken && attempt < MostAttempts; attempt++)
        {
            var known = await FollowAsync();
            Check(segment);
            (outcome, opensAt) = await admission.AddAsync(segment, known, PollsUntilAllKnow * settings.Numbers.PollInterval);
        }
        return outcome switch
        {
            SegmentAdmitted.Added => new AddSegmentResponse { OpenTime = opensAt.ToTimestamp() },
            SegmentAdmitted.AlreadyThere => new AddSegmentResponse(),
            SegmentAdmitted.Taken => throw RpcErrors.AlreadyExists("id: another segment has it; take one that was never used", "SEGMENT_ID_TAKEN"),
            SegmentAdmitted.LedgerLost => throw RpcErrors.Precondition("a segment of this id had a ledger, and its numbers may be printed on parcels; take another id and other main numbers", "LEDGER_LOST"),
            SegmentAdmitted.MainNumbersTaken => throw RpcErrors.Precondition(
                $"the store knows main numbers of segment '{segment.Name}' under another id, or its id with other ones, and they may be printed on parcels; take other main numbers and an id that was never used", "MAIN_NUMBERS_TAKEN"),
            SegmentAdmitted.OthersUnknown => throw RpcErrors.Precondition(
                "the store had a segment that left the pool file, and does not know its main numbers; run 'pw store init' once with a pool file that has it", "MAIN_NUMBERS_UNKNOWN"),
            _ => throw RpcErrors.Unavailable(RetryDelay),
        };
    }

    public override async Task<SuspendSegmentResponse> SuspendSegment(SuspendSegmentRequest request, ServerCallContext context)
    {
        await SetAsync(context, request.Name, SegmentPhase.Suspended);
        return new SuspendSegmentResponse();
    }

    public override async Task<ResumeSegmentResponse> ResumeSegment(ResumeSegmentRequest request, ServerCallContext context)
    {
        await SetAsync(context, request.Name, SegmentPhase.Open);
        return new ResumeSegmentResponse();
    }

    public override async Task<RetireSegmentResponse> RetireSegment(RetireSegmentRequest request, ServerCallContext context)
    {
        await SetAsync(context, request.Name, SegmentPhase.Retired);
        return new RetireSegmentResponse();
    }

    public override async Task ListAffectedShipments(
        ListAffectedShipmentsRequest request, IServerStreamWriter<ListAffectedShipmentsResponse> responseStream, ServerCallContext context)
    {
        var caller = guard.Require(context, Roles.Administer);
        var segment = Find(request.Name);
        if (!monitor.IsOpen) throw RpcErrors.Unavailable(RetryDelay);
        try
        {
            await foreach (var shipments in affected.ListAsync(caller, segment))
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                await responseStream.WriteAsync(new ListAffectedShipmentsResponse { Shipments = { shipments ?? throw RpcErrors.Unavailable(RetryDelay) } });
            }
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw RpcErrors.Unavailable(RetryDelay);
        }
    }

    private async Task SetAsync(ServerCallContext context, string name, SegmentPhase phase)
    {
        guard.Require(context, Roles.Administer);
        var segment = Find(name);
        if (!monitor.IsOpen) throw RpcErrors.Unavailable(RetryDelay);
        try
        {
            if (!await registry.TrySetPhaseAsync(segment.Id, new StoredPhase(phase)) && phase != SegmentPhase.Retired)
                throw RpcErrors.Precondition("the segment is retired, which is for good", "SEGMENT_RETIRED");
            await watch.FollowAsync();
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw RpcErrors.Unavailable(RetryDelay);
        }
    }

    /// <summary>Follows the store's segments, and tells how many it had before.</summary>
    private async Task<long> FollowAsync()
    {
        try
        {
            var known = await registry.CountAsync();
            await watch.FollowAsync();
            return known;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw RpcErrors.Unavailable(RetryDelay);
        }
    }

    private NumberSegment Find(string name) =>
        segments.TryFind(name, out var segment) ? segment : throw RpcErrors.NotFound("no segment of this name");

    /// <summary>One whose id is known, perhaps only now, is compared with that one by the admission.</summary>
    private void Check(NumberSegment segment)
    {
        try
        {
            segments.Check(segment);
        }
        catch (SegmentException e)
        {
            if (!segments.TryFind(segment.Id, out _)) throw RpcErrors.Invalid("segment", e.Message);
        }
    }

    private static NumberSegment Segment(AddSegmentRequest request)
    {
        if (request.Id is 0 or > ushort.MaxValue) throw RpcErrors.Invalid("id", "must be 1 to 65,535");
        if (Encoding.UTF8.GetByteCount(request.City) > LongestCity) throw RpcErrors.Invalid("city", $"must be at most {LongestCity} bytes");
        if (request.MainNumbers > long.MaxValue || request.ExtensionLength > int.MaxValue || request.BlockSize > int.MaxValue)
            throw RpcErrors.Invalid("main_numbers", "must be a power of ten; extension_length 0 to 6, block_size up to 100,000");
        NumberSegment? segment = null;
        Valid(() => segment = new NumberSegment((ushort)request.Id, request.Name, request.City, request.FirstMainNumber, (long)request.MainNumbers,
            (int)request.ExtensionLength, (int)request.BlockSize, reserveFor: request.ReserveFor, external: request.External));
        return segment!;
    }

    private static void Valid(Action check)
    {
        try
        {
            check();
        }
        catch (SegmentException e)
        {
            // Names of segments and settings, never a number of anybody's.
            throw RpcErrors.Invalid("segment", e.Message);
        }
    }
}
