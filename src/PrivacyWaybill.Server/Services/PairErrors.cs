using Grpc.Core;
using PrivacyWaybill.Engine.Desk;

namespace PrivacyWaybill.Server.Services;

/// <summary>From wishes for call pairs that were not fulfilled to call errors.</summary>
internal static class PairErrors
{
    /// <exception cref="RpcException">Whatever stands in the way.</exception>
    public static void ThrowUnlessBound(PairAnswer answer, TimeSpan retryDelay)
    {
        switch (answer.Outcome)
        {
            case PairOutcome.Bound:
                return;
            case PairOutcome.InvalidReference:
                Answers.ThrowUnlessFound(Found.InvalidReference, retryDelay);
                return;
            case PairOutcome.NotFound:
                Answers.ThrowUnlessFound(Found.No, retryDelay);
                return;
            case PairOutcome.Unreadable:
                throw RpcErrors.Unreadable();
            case PairOutcome.InvalidPhone:
                throw RpcErrors.Invalid("courier_phone", "must be one mainland mobile, or a landline with area code");
            case PairOutcome.SamePhone:
                throw RpcErrors.Invalid("courier_phone", "must not be the party's own phone");
            case PairOutcome.Released:
                throw RpcErrors.Precondition("the party's number was released", "NUMBER_RELEASED");
            case PairOutcome.Unreachable:
                throw RpcErrors.Precondition("the party has no phone that calls can be connected to", "NO_REACHABLE_PHONE");
            case PairOutcome.NotConfigured:
                throw RpcErrors.Precondition("the pool has no main numbers for call pairs; add \"callPairs\" to the pool file", "NO_CALL_PAIRS");
            case PairOutcome.Exhausted:
                throw RpcErrors.PairsExhausted(answer.RetryAfter);
            default:
                throw RpcErrors.Unavailable(retryDelay);
        }
    }
}
