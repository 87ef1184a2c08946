namespace PrivacyWaybill.Engine.Tests.Model;

/// <summary>What shipments that continue each other do to one another, by the model.</summary>
internal static class ModelChain
{
    /// <summary>The live number that a party with this phone may keep, if its owner still says so; and else whether it is over for good.</summary>
    public static (ModelNumber? Live, bool IsOver) Ask(ModelShipment owner, bool ofSender, string mobile, long now)
    {
        var number = owner.Number(ofSender);
        if (!owner.IsKeptAt(now) || owner.IsErased || number is { IsReleased: true }) return (null, true);
        if (number is null || number.ExpiresAt <= now) return (null, false);
        return owner.Mobile(ofSender) == mobile ? (number, false) : (null, true);
    }

    /// <summary>A shipment is created: finds its chain, and the numbers that its parties keep.</summary>
    public static void Enter(ModelShipment shipment, string recipientMobile, string senderMobile, long now)
    {
        if (shipment.Continues is not { } target || !target.IsKeptAt(now) || target.IsErased) return;
        shipment.Root = target.Root ?? target;
        shipment.Root.Members.Add(shipment);
        foreach (var bySender in (ReadOnlySpan<bool>)[false, true])
        {
            var there = shipment.IsReturn ? !bySender : bySender;
            var (owner, ofSender) = target.Kept(there) is { } kept ? (kept.Shipment, kept.IsSender) : (target, there);
            shipment.Keep(bySender, Ask(owner, ofSender, bySender ? senderMobile : recipientMobile, now).Live);
        }
    }

    /// <summary>Numbers of these owners live longer: so do the owners, and who keeps the numbers.</summary>
    public static void Extended(IReadOnlyCollection<ModelShipment> owners, long now)
    {
        foreach (var owner in owners) owner.Written(now);
        foreach (var root in owners.Select(o => o.Root ?? o).Distinct())
            foreach (var member in root.Members)
                foreach (var owner in owners) member.Lengthen(owner, now);
    }

    /// <summary>Erases a shipment with all of its chain. What is over and was of the chain is kept out for the time that a record is kept.</summary>
    public static void Erase(ModelShipment shipment, long now)
    {
        if (shipment.Version == 0) return;
        shipment.Erase();
        var root = shipment.Root ?? shipment;
        foreach (var other in root.Members.Append(root))
        {
            var isOver = !other.IsKeptAt(now);
            if (other == shipment || other.IsErased || other != root && other.Root != root && !isOver) continue;
            other.Erase();
            if (isOver) other.RetainUntil = Math.Max(other.RetainUntil, now + (long)ModelTimes.Retention.TotalSeconds);
        }
    }
}
