namespace PrivacyWaybill.Masking.Addresses;

/// <summary>What the word behind a number makes of it.</summary>
internal enum Marker : byte
{
    /// <summary>No marker: a bare number.</summary>
    None,

    /// <summary>Part of a name or a measure (路 期 米 国道): the number stays.</summary>
    Place,

    /// <summary>A yard (号院): stays, and what follows starts afresh.</summary>
    Yard,

    /// <summary>A village, group or team (村 组 社 屯 连 队): stays, and a number behind it is a household.</summary>
    Village,

    /// <summary>A house number (号): of a road, a lane, a villa, or of a room or household.</summary>
    House,

    /// <summary>A building (栋 幢 号楼 座 塔 舍 排): stays.</summary>
    Building,

    /// <summary>A storey, or a building where units follow (楼).</summary>
    Floor,

    /// <summary>A door: a unit behind a building, a gate elsewhere (门).</summary>
    Door,

    /// <summary>A unit, storey, room, stall, bed or household: hidden.</summary>
    Unit,
}
