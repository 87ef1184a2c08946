using CsCheck;
using PrivacyWaybill.GroundTruth.Labels;

namespace PrivacyWaybill.Masking.Tests.Laws;

/// <summary>Names, phones and addresses of made-up parties, put together apart from the grammar of the ground truth.</summary>
internal static class PartyFields
{
    private static readonly Gen<string> s_place = Gen.OneOf(
        "深圳市南山区科苑路15号科兴科学园", "北京市朝阳区望京街道阜通东大街6号院", "合肥市蜀山区丽景小区", "杭州市余杭区文一西路969号", "成都市武侯区环球中心");

    private static readonly Gen<string> s_building = Gen.OneOf("3号楼", "12栋", "A座", "7幢", "三号楼", "5#", "2号楼");

    public static Gen<string> Surname { get; } = Gen.OneOf("王", "李", "张", "刘", "陈", "欧阳", "司马");

    public static Gen<string> Given { get; } = Gen.OneOf("小明", "晓燕", "伟", "娜", "建国", "雨桐", "𬭎", "三");

    public static Gen<string> BehindName { get; } = Gen.OneOf("", "收", "先生", "女士收", "（收）", "(代收)", "[1234]");

    public static Gen<string> Mobile { get; } = Gen.Select(Gen.Int[3, 9], Gen.Int[0, 999_999_999]).Select((segment, rest) => $"1{segment}{rest:D9}");

    /// <summary>Which of the spellings of <see cref="Spell"/>.</summary>
    public static Gen<int> Spelling { get; } = Gen.Int[0, 7];

    /// <summary>An address up to the building.</summary>
    public static Gen<string> Building { get; } = Gen.Select(s_place, s_building).Select((place, building) => place + building);

    /// <summary>What may stand between a building and what is in it.</summary>
    public static Gen<string> Link { get; } = Gen.OneOf("", " ", "-");

    /// <summary>Unit, floor and room.</summary>
    public static Gen<string> Home { get; } = Gen.Select(Gen.Int[1, 9], Gen.Int[101, 3505], Gen.Int[0, 6]).Select((unit, room, form) => form switch
    {
        0 => $"{unit}单元{room}室",
        1 => $"{unit}单元{room}",
        2 => $"{room}室",
        3 => $"{room}",
        4 => $"{unit}门{room}号",
        5 => $"{unit}-{room}",
        _ => $"{unit}层{room}房",
    });

    /// <summary>Any field of a party, with its secrets.</summary>
    public static Gen<TrueField> Any { get; } = Gen.OneOf(
        Gen.Select(Surname, Given, BehindName).Select((surname, given, tail) =>
            Of(WaybillField.Name, (surname, Label.Free), (given, Label.Secret(SecretKind.Name)), (tail, Label.Free))),
        Gen.Select(Mobile, Spelling).Select((mobile, spelling) => Of(WaybillField.Phone, (Spell(mobile, spelling), Label.Secret(SecretKind.Phone)))),
        Gen.Select(Building, Link, Home).Select((building, link, home) =>
            Of(WaybillField.Address, (building, Label.Free), (link, Label.Free), (home, Label.Secret(SecretKind.Unit)))),
        Gen.Select(Gen.OneOf("请打", "电话：", "备用 ", "", "放门口，"), Mobile, Spelling, Gen.OneOf("", "，谢谢", "(白天)")).Select((before, mobile, spelling, after) =>
            Of(WaybillField.FreeText, (before, Label.Free), (Spell(mobile, spelling), Label.Secret(SecretKind.Phone)), (after, Label.Free))));

    /// <summary>A mobile number as people write it.</summary>
    public static string Spell(string mobile, int spelling) => spelling switch
    {
        0 => mobile,
        1 => $"{mobile[..3]} {mobile[3..7]} {mobile[7..]}",
        2 => $"{mobile[..3]}-{mobile[3..7]}-{mobile[7..]}",
        3 => string.Concat(mobile.Select(c => (char)(c - '0' + '０'))),
        4 => string.Concat(mobile.Select(c => "零一二三四五六七八九"[c - '0'])),
        5 => string.Join(' ', mobile.Select(c => c)),
        6 => $"{mobile[..3]}\n{mobile[3..7]}\n{mobile[7..]}",
        _ => mobile.Insert(5, "\u200B"),
    };

    private static TrueField Of(WaybillField field, params (string Text, Label Label)[] parts) =>
        new(field, new LabelledText([.. parts.Where(part => part.Text.Length > 0).Select(part => new Segment(part.Text, part.Label))], []));
}
