using Google.Rpc;
using Grpc.Core;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.EndToEnd.Tests.Support;

/// <summary>Reads call errors.</summary>
public static class Rpc
{
    /// <summary>Expects a call to fail, and returns its error's details: every call error carries ErrorInfo.</summary>
    public static async Task<Google.Rpc.Status> FailsAsync(StatusCode code, Func<Task> call)
    {
        var e = await Assert.ThrowsAsync<RpcException>(call);
        Assert.True(code == e.StatusCode, $"expected {code}: {e.Status}");
        return Details(e);
    }

    /// <inheritdoc cref="FailsAsync(StatusCode, Func{Task})"/>
    public static Task<Google.Rpc.Status> FailsAsync<T>(StatusCode code, AsyncUnaryCall<T> call) => FailsAsync(code, async () => await call);

    /// <summary>The details of an error.</summary>
    public static Google.Rpc.Status Details(RpcException e)
    {
        var status = e.GetRpcStatus();
        Assert.NotNull(status);
        Assert.NotNull(status.GetDetail<ErrorInfo>());
        return status;
    }

    /// <summary>A shipment by its waybill's number.</summary>
    public static ShipmentReference Reference(this Waybill waybill) =>
        new() { Waybill = new WaybillKey { WaybillNo = waybill.WaybillNo, ShipmentEpoch = waybill.ShipmentEpoch } };
}
