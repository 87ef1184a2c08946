using System.Text;
using PrivacyWaybill.Engine.Policy;
using PrivacyWaybill.Engine.Shipments;
using PrivacyWaybill.Masking;
using PrivacyWaybill.V1;
using PrivacyWaybill.Vault;
using PrivacyWaybill.Vault.Records;
using PrivacyWaybill.Vault.Tokens;

namespace PrivacyWaybill.Engine.Desk;

/// <summary>From what a caller names (a token of its partner, a waybill number of its tenant) to a record.</summary>
internal static class ShipmentLocator
{
    /// <summary>The record, and the party that a token names (unspecified for a waybill number). False if it names none.</summary>
    /// <param name="vault">Ciphers.</param>
    /// <param name="caller">Who names it.</param>
    /// <param name="reference">What is named.</param>
    /// <param name="item">The item that the record is for.</param>
    /// <param name="located">The record.</param>
    /// <param name="party">The party.</param>
    public static bool TryLocate(VaultWorker vault, Caller caller, ShipmentReference? reference, int item, out LocatedItem located, out PartyRole party)
    {
        (located, party) = (default, PartyRole.Unspecified);
        switch (reference?.ReferenceCase)
        {
            case ShipmentReference.ReferenceOneofCase.Token:
                if (!vault.Tokens.TryDecode(caller.Partner, Encoding.UTF8.GetBytes(reference.Token), out var id, out var of)) return false;
                located = new LocatedItem(item, id);
                party = of == TokenParty.Sender ? PartyRole.Sender : PartyRole.Recipient;
                return true;
            case ShipmentReference.ReferenceOneofCase.Waybill:
                var number = Encoding.UTF8.GetBytes(reference.Waybill.WaybillNo);
                if (WaybillNumber.Validate(number) != WaybillNumberFault.None) return false;
                var shipment = new byte[number.Length];
                var length = ShipmentIdentity.Write(ShipmentIdentity.Of(number), shipment);
                Span<RecordId> ids = stackalloc RecordId[1];
                vault.Namer.Name(caller.Tenant, shipment.AsSpan(0, length), [length], [reference.Waybill.ShipmentEpoch], ids);
                located = new LocatedItem(item, ids[0], IsByNumber: true);
                if (vault.OtherNamer is null) return true;
                vault.OtherNamer.Name(caller.Tenant, shipment.AsSpan(0, length), [length], [reference.Waybill.ShipmentEpoch], ids);
                located = located with { Other = ids[0] };
                return true;
            default:
                return false;
        }
    }
}
