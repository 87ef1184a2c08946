using PrivacyWaybill.Engine.Desk;

namespace PrivacyWaybill.Server.Services;

/// <summary>From the engine's answers to call errors.</summary>
internal static class Answers
{
    /// <exception cref="Grpc.Core.RpcException">Whatever stands in the way.</exception>
    public static void ThrowUnlessFound(Found found, TimeSpan retryDelay)
    {
        switch (found)
        {
            case Found.Yes:
                return;
            case Found.InvalidReference:
                throw RpcErrors.Invalid("shipment", "must be a token of your partner or a waybill number of your tenant, with the party if it is a waybill number");
            case Found.No:
                throw RpcErrors.NotFound("nothing is stored of this shipment, or no longer");
            case Found.Erased:
                throw RpcErrors.Erased();
            case Found.Unreadable:
                throw RpcErrors.Unreadable();
            default:
                throw RpcErrors.Unavailable(retryDelay);
        }
    }
}
