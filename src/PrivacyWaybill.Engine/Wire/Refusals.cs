using PrivacyWaybill.Engine.Batches;
using PrivacyWaybill.V1;

namespace PrivacyWaybill.Engine.Wire;

/// <summary>Why a message is no batch, and what to do about it. The texts never quote the input.</summary>
internal static class Refusals
{
    public static void Malformed(WaybillBatch batch) => batch.Refuse(
        BatchCode.Malformed, "not a valid request: check that it is protobuf of privacywaybill.v1 and that all texts are UTF-8");

    public static void TooLarge(WaybillBatch batch) => batch.Refuse(BatchCode.MessageTooLarge, "the message is larger than 4 MiB; split the batch");

    public static void Empty(WaybillBatch batch) => batch.Refuse(BatchCode.Empty, "the batch has no waybill; send 1 to 1,000");

    public static void TooMany(WaybillBatch batch) => batch.Refuse(BatchCode.TooManyWaybills, "the batch has more than 1,000 waybills; split it");
}
