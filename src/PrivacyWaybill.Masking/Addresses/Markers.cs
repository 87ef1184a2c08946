using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Addresses;

/// <summary>The words that stand behind numbers in addresses, simplified and traditional.</summary>
internal static class Markers
{
    private static readonly string[] s_unitWords =
        ["单元", "單元", "单位", "病区", "病區", "病房", "寝室", "寢室", "教室", "办公室", "会议室", "卡位", "卡座", "车位", "工位", "商铺", "店铺", "店面", "门面", "包间", "包厢", "号房"];

    private static readonly string[] s_houseUnitWords =
        ["单元", "單元", "室", "房", "铺", "舖", "档", "檔", "摊", "柜", "床", "户", "戶", "车位", "工位", "店铺", "商铺", "店面", "门面", "門面", "桌", "病房", "病区", "卡位"];

    private static readonly string[] s_houseBuildingWords =
        ["楼", "樓", "栋", "幢", "棟", "座", "塔", "库", "仓", "公寓", "宿舍", "教学楼", "办公楼", "综合楼", "写字楼", "商务楼", "大楼", "大厦", "厂房", "车间", "别墅", "航站楼"];

    private static readonly string[] s_housePlaceWords =
        ["路", "街", "大街", "大道", "线", "桥", "矿", "井", "站", "渠", "口", "码头", "公路", "信箱", "出口", "地块", "高速", "公馆", "台", "弄", "胡同", "巷"];

    private static readonly string[] s_placeWords =
    [
        "胡同", "公里", "千米", "国道", "國道", "省道", "县道", "乡道", "高速", "分队", "分场", "信箱", "地块", "中学", "小学", "小时", "部队", "支队", "分箱", "大院", "航站楼",
    ];

    // Rooms of lane houses and courtyards, which have names instead of numbers.
    private static readonly string[] s_innerRooms =
        ["亭子间", "亭子間", "客堂", "前客堂", "后客堂", "厢房", "前厢房", "后厢房", "东厢房", "西厢房", "灶间", "灶披间", "晒台", "前楼", "后楼", "東廂房", "西廂房", "北房", "南房", "东房", "西房", "北屋", "南屋", "东屋", "西屋", "地舖", "地铺", "底商"];

    private const int LongestNameBehindUnit = 4;
    private const int LongestNameBehindBuilding = 6;

    private const byte StartsWord = 0x80;
    private const byte StartsHouseWord = 0x40;

    // By character: the marker that it is by itself, and whether a longer one starts with it.
    private static readonly byte[] s_table = Build();

    private static readonly WordTable s_units = WordTable.ByFirst(s_unitWords);
    private static readonly WordTable s_placesWords = WordTable.ByFirst(s_placeWords);
    private static readonly WordTable s_innerRoomsByFirst = WordTable.ByFirst(s_innerRooms);
    private static readonly WordTable s_houseUnits = WordTable.ByFirst(s_houseUnitWords);
    private static readonly WordTable s_houseBuildings = WordTable.ByFirst(s_houseBuildingWords);
    private static readonly WordTable s_housePlaces = WordTable.ByFirst(s_housePlaceWords);

    private static readonly CharSet s_names = new("镇鎮乡鄉村街路巷弄庄屯沟桥湾山岭坡河江湖潭坑坪塘州县市峡寨洞寺庙集堡坝岗旗");

    /// <summary>The characters with which markers start.</summary>
    public static string Starts { get; } = "号號楼樓门門" + string.Concat(Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => s_table[c] != 0));

    /// <summary>The marker at an index.</summary>
    /// <param name="text">The address.</param>
    /// <param name="index">The index after a number.</param>
    /// <param name="length">The marker's length; 0 for <see cref="Marker.None"/>.</param>
    public static Marker Read(FieldText text, int index, out int length)
    {
        length = 1;
        var c = text[index];
        switch (c)
        {
            case '号' or '號':
                return ReadHouse(text, index, out length);
            case '楼' or '樓':
                return Marker.Floor;
            case '门' or '門':
                return text[index + 1] is '诊' or '診' ? Marker.Place : Marker.Door;
            case '#' or '＃':
                if (text[index + 1] is '楼' or '樓' or '栋' or '幢' or '座') length = 2;
                return Marker.Building;
        }

        if (c < '\u2E80')
        {
            length = 0;
            return Marker.None;
        }

        var entry = s_table[c];
        length = 0;
        if ((entry & StartsWord) != 0)
        {
            if ((length = s_units.LengthAt(text, index)) > 0) return Marker.Unit;
            if ((length = s_placesWords.LengthAt(text, index)) > 0) return Marker.Place;
        }

        var marker = (Marker)(entry & ~(StartsWord | StartsHouseWord));
        // 塔山城, 房山新村
        if (marker is Marker.None || text[index + 1] is '山' && c is '塔' or '座' or '排' or '房' or '铺') return Marker.None;
        length = 1;
        return marker;
    }

    /// <summary>Whether a Han numeral before a marker is part of a name: 三栋镇, 三层楼小区, 十六铺码头, 一号公馆.</summary>
    /// <param name="text">The address.</param>
    /// <param name="marker">What stands behind the numeral.</param>
    /// <param name="length">The marker's length.</param>
    /// <param name="end">The index after it.</param>
    /// <param name="isBehindHouse">Whether a house number stands right before, behind which only an estate counts.</param>
    public static bool IsName(FieldText text, Marker marker, int length, int end, bool isBehindHouse) => marker switch
    {
        Marker.Unit or Marker.Floor or Marker.Door => EstateFollows(text, end, LongestNameBehindUnit)
            || !isBehindHouse && (NameFollows(text, end) || text[end - 1] is '梯'),
        Marker.Building when length == 1 => EstateFollows(text, end, LongestNameBehindBuilding) || !isBehindHouse && NameFollows(text, end),
        _ => false,
    };

    /// <summary>Whether an estate or a road ends at an index.</summary>
    public static bool IsEstate(FieldText text, int index) => text[index] switch
    {
        '里' or '园' or '園' or '苑' or '街' or '路' or '巷' or '馆' or '站' or '城' or '厦' or '厂' or '院' or '校' or '场' or '場' => true,
        '墅' or '箱' or '县' or '縣' or '市' or '镇' or '鎮' or '乡' or '鄉' or '旗' => true,
        '区' or '區' => !(text[index - 1] is '东' or '西' or '南' or '北' or '前' or '后' or '中' || text.KindAt(index - 1) is CharKind.HanDigit),
        '头' => text[index - 1] is '码',
        _ => false,
    };

    /// <summary>Whether a room of a house is named at an index. 前楼301 is a building with one, 东厢房小区 an estate.</summary>
    public static bool IsInnerRoom(FieldText text, int index) =>
        s_innerRoomsByFirst.LengthAt(text, index) is > 0 and var length && !text.Is(index + length, CharKinds.PlainDigits | CharKinds.AllHan | 1u << (int)CharKind.Mask);

    /// <summary>Whether the character counts storeys.</summary>
    public static bool IsStorey(char c) => c is '层' or '層' or '楼' or '樓';

    private static bool EstateFollows(FieldText text, int index, int reach)
    {
        for (var i = index; i < index + reach && text.KindAt(i) is CharKind.Han; i++)
        {
            if (text[i] is '村' or '乡' or '鄉' or '镇' or '鎮') return true;
            // 二楼南区 and 三层办公区 are no estates, 三层楼小区 is one.
            if (IsEstate(text, i) && (text[i] is not ('区' or '場' or '场' or '城' or '馆' or '厂' or '院' or '校' or '厦') || text[i - 1] is '小' or '社')) return true;
        }

        return false;
    }

    /// <summary>The marker behind a number and a space: 12 幢 4 单元.</summary>
    public static Marker ReadSpaced(FieldText text, int index, out int length)
    {
        length = 0;
        if (text.KindAt(index) is not CharKind.Space || !text.Is(index + 1, CharKinds.AllHan)) return Marker.None;
        var marker = Read(text, index + 1, out length);
        // 501 座机 is a room and a phone.
        if (marker is not (Marker.Building or Marker.Unit or Marker.Floor) || text[index + 2] is '机' or '機') marker = Marker.None;
        length = marker is Marker.None ? 0 : length + 1;
        return marker;
    }

    /// <summary>三栋镇, 三门峡, 五塔寺: whether what follows a marker makes a name of the number before it.</summary>
    public static bool NameFollows(FieldText text, int index) =>
        s_names.Contains(text[index])
        || text.KindAt(index) is CharKind.Han && s_names.Contains(text[index + 1]);

    private static Marker ReadHouse(FieldText text, int index, out int length)
    {
        var rest = index + 1;
        length = 2;
        if ((s_table[text[rest]] & StartsHouseWord) == 0 || text[rest + 1] is '山' && text[rest] is '塔' or '座' or '房')
        {
            length = 1;
            return Marker.House;
        }

        if (text[rest] == '院') return Marker.Yard;
        if (MatchHouse(text, rest, s_houseUnits, ref length)) return Marker.Unit;
        if (text[rest] is '门' or '門') return Marker.Door;
        if (MatchHouse(text, rest, s_houseBuildings, ref length)) return Marker.Building;
        if (MatchHouse(text, rest, s_housePlaces, ref length)) return Marker.Place;
        if (text.Has(rest, "大院"))
        {
            length = 3;
            return Marker.Yard;
        }

        length = 1;
        return Marker.House;
    }

    private static bool MatchHouse(FieldText text, int index, WordTable words, ref int length)
    {
        var word = words.LengthAt(text, index);
        if (word == 0) return false;
        length = word + 1;
        return true;
    }

    private static byte[] Build()
    {
        var table = new byte[char.MaxValue + 1];
        foreach (var c in "梯层層室房铺舖档檔摊柜床户戶摊间") table[c] = (byte)Marker.Unit;
        foreach (var c in "栋幢棟座塔舍排斋") table[c] = (byte)Marker.Building;
        foreach (var c in "组組社屯村队隊连連寨") table[c] = (byte)Marker.Village;
        foreach (var c in "弄巷条段街路道里环環线線期区區园園苑院团營营师旅场場矿井桥米天度年月级届班") table[c] = (byte)Marker.Place;
        foreach (var word in (string[])[.. s_unitWords, .. s_placeWords]) table[word[0]] |= StartsWord;
        foreach (var word in (string[])[.. s_houseUnitWords, .. s_houseBuildingWords, .. s_housePlaceWords, "院", "门", "門", "大院"]) table[word[0]] |= StartsHouseWord;
        return table;
    }
}
