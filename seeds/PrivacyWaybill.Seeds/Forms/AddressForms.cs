using PrivacyWaybill.Seeds.Drawing;
using PrivacyWaybill.Seeds.Tables;
using PrivacyWaybill.Seeds.Waybills;
using static PrivacyWaybill.Seeds.Forms.Addresses;
using static PrivacyWaybill.Seeds.Forms.Buildings;

namespace PrivacyWaybill.Seeds.Forms;

/// <summary>What stands in the address: dwellings, work places, villages, institutions and how they are typed.</summary>
internal static class AddressForms
{
    public static readonly FormTable<SyntheticAddress> Table = new(
        ordinary:
        [
            Below("building-unit-room", 40, (d, p) => Site(d, p) + Block(d) + Unit(d) + Room(d) + d.Pick("室", "", "号", "室")),
            Below("building-room", 20, (d, p) => Site(d, p) + Block(d) + Room(d) + d.Pick("室", "房", "", "户")),
            Below("office", 14, (d, p) => d.Pick(p.Roads) + House(d) + Office(d) + d.Pick("", "A座", "B座", "2号楼") + Room(d) + d.Pick("", "室")),
            Below("dashes", 8, (d, p) => Site(d, p) + d.Between(1, 28) + "-" + d.Between(1, 4) + "-" + Room(d)),
            Below("village-household", 8, (d, _) => Village(d) + d.Pick(d.Between(1, 9) + "组", d.Pick(Words.Hamlets) + "组") + d.Between(1, 120) + "号"),
            Below("house-number-alone", 6, (d, p) => d.Pick(p.Roads) + House(d)),
            Below("urban-village", 4, (d, _) => d.Pick("新街", "上街", "东大街") + d.Between(1, 30) + "巷" + d.Between(1, 40) + "号" + Room(d) + "房"),
        ],
        odd:
        [
            .. Dwellings(), .. Countryside(), .. Institutions(), .. Writing(), .. AddressTraps.Forms,
        ]);

    private static Form<SyntheticAddress>[] Dwellings() =>
    [
        Below("lettered-dashes", (d, p) => d.Pick(p.Roads) + House(d) + Office(d) + d.Pick("A", "E", "T") + d.Between(1, 5) + "-" + d.Between(1, 3) + "-" + Room(d)),
        Below("lettered-room", (d, p) => Site(d, p) + Block(d) + d.Pick("A", "B", "C", "D") + Room(d)),
        Below("room-with-letter", (d, p) => Site(d, p) + Block(d) + Room(d) + d.Pick("A", "B室", "C房")),
        Below("park-dash-room", (d, p) => d.Pick(p.Roads) + House(d) + "创意产业园" + d.Between(1, 12) + "-" + d.Pick("A", "B") + Room(d)),
        Below("lane", (d, p) => d.Pick(p.Roads) + d.Between(10, 2900) + "弄" + (d.Chance(30) ? Estate(d) : "") + d.Between(1, 120) + "号" + Room(d) + d.Pick("室", "")),
        Below("courtyard", (d, p) => d.Pick(p.Roads) + d.Between(1, 99) + "号院" + d.Between(1, 20) + "号楼" + d.Between(1, 6) + "门" + Room(d)),
        Below("door-as-unit", (d, p) => Site(d, p) + Block(d) + d.Between(1, 6) + "门" + Room(d)),
        Below("staircase-as-unit", (d, p) => Site(d, p) + d.Between(1, 20) + "座" + d.Between(1, 3) + "梯" + Room(d)),
        Below("tower", (d, p) => Site(d, p) + d.Pick("T", "") + d.Between(1, 5) + "塔" + Room(d)),
        Below("building-names-number", (d, p) => Site(d, p) + d.Between(101, 420) + "楼" + d.Between(1, 6) + "门" + Room(d)),
        Below("row-house", (d, p) => d.Pick(p.Roads) + "平房" + d.Between(1, 12) + "排" + d.Between(1, 20) + "号"),
        Below("villa", (d, p) => d.Pick(p.Roads) + Estate(d) + "别墅" + d.Between(1, 88) + d.Pick("号", "栋")),
        Below("annex", (d, p) => d.Pick(p.Roads) + d.Between(1, 400) + "号" + d.Pick("附", "之") + d.Between(1, 9) + d.Pick("号", "")),
        Below("floor-alone", (d, p) => d.Pick(p.Roads) + House(d) + Office(d) + d.Between(2, 45) + d.Pick("楼", "层", "F")),
        Below("basement", (d, p) => d.Pick(p.Roads) + House(d) + Office(d) + d.Pick("负一楼", "地下一层", "B1层") + d.Between(1, 60) + "号"),
        Below("room-range", (d, p) => d.Between(2, 20) is var floor ? Site(d, p) + floor + "楼" + floor + "01" + d.Pick("-", "～", "、") + floor + "0" + d.Between(2, 9) + "室" : ""),
        Below("room-of-room", (d, p) => Site(d, p) + Block(d) + Room(d) + d.Pick("之二", "之3", "-2", "之一")),
        Below("bare-room-behind-house", (d, p) => d.Pick(p.Roads) + House(d) + Room(d)),
        Below("unit-in-brackets", (d, p) => Site(d, p) + Block(d) + d.Pick("（" + Unit(d) + Room(d) + "）", "(" + Room(d) + "室)")),
        Below("han-numerals", (d, p) => d.Pick(p.Roads) + Estate(d) + Spoken(d.Between(1, 28)) + "号楼" + Spoken(d.Between(1, 6)) + "单元" + Phones.InScript(Room(d), "零一二三四五六七八九") + "室"),
        Below("estate-alone", (d, _) => Estate(d)),
        Below("spaced-parts", (d, p) => Site(d, p) + " " + Block(d) + " " + Unit(d) + "  " + Room(d)),
        Below("hash-room", (d, p) => Site(d, p) + d.Between(1, 28) + "#" + d.Pick("-", "楼") + Room(d)),
    ];

    private static Form<SyntheticAddress>[] Countryside() =>
    [
        Below("village-group-alone", (d, _) => Village(d) + d.Between(1, 12) + "组"),
        Below("village-hamlet-household", (d, _) => Village(d) + d.Pick(Words.Hamlets) + d.Pick("屯", "社", "自然村", "队") + d.Between(1, 99) + "号"),
        Below("village-person-as-household", (d, _) => Village(d) + d.Pick("扎西", "次仁", People.Person(d), "老" + People.Surname(d)) + "家"),
        Below("village-landmark", (d, _) => Village(d) + d.Pick("村委会旁边", "小卖部对面", "大桥往东200米", "卫生室后面第二家")),
        Whole("corps", d => "新疆生产建设兵团第" + Spoken(d.Between(1, 14)) + "师" + Phones.InScript(d.Between(21, 184).ToString(), "〇一二三四五六七八九") + "团" + d.Between(1, 22) + "连" + d.Between(1, 60) + d.Pick("号", "户")),
        Whole("banner-sumu-gacha", d => "内蒙古自治区锡林郭勒盟太仆寺旗贡宝拉格苏木" + d.Pick("敦达乌苏嘎查", "道海嘎查") + (d.Chance(50) ? d.Between(1, 80) + "号" : "")),
        Below("autonomous-prefecture", (d, p) => d.Pick(p.Roads) + House(d) + Block(d) + Room(d), Places.Autonomous),
        Below("without-prefecture", (d, p) => d.Pick(p.Roads) + House(d) + Estate(d) + Block(d) + Unit(d) + Room(d), Places.WithoutPrefecture),
        Below("without-districts", (d, p) => d.Pick(p.Roads) + House(d) + Office(d) + Room(d), Places.WithoutDistricts),
        Whole("without-divisions", d => Estate(d) + Block(d) + Unit(d) + Room(d)),
        Whole("short-divisions", d => d.Pick("广东深圳南山", "江苏苏州吴中", "上海浦东", "四川成都武侯") + Estate(d) + Block(d) + Room(d)),
    ];

    private static Form<SyntheticAddress>[] Institutions() =>
    [
        Below("dormitory", (d, p) => d.Pick(p.Roads) + House(d) + p.City + d.Pick(Words.SchoolNames) + d.Pick("竹园", "西区", "松苑") + d.Between(1, 12) + d.Pick("舍", "号宿舍楼", "公寓") + d.Pick("", "B", "A") + Room(d) + d.Pick("寝室", "宿舍", "", "室")),
        Below("school-class", (d, _) => d.Pick(Words.SchoolNames[4], "实验小学", "第二高级中学") + "高" + d.Pick("一", "二", "三") + d.Pick("（" + d.Between(1, 20) + "）班", d.Between(1, 20) + "班")),
        Below("hospital-bed", (d, p) => p.City + d.Pick(Words.HospitalNames) + "住院部" + d.Between(2, 20) + "楼" + d.Pick("", "心内科", "骨科") + d.Between(1, 60) + "床"),
        Below("hospital-ward", (d, p) => p.City + d.Pick(Words.HospitalNames) + d.Pick("内科", "外科", "妇产科") + d.Between(1, 9) + "病区" + d.Between(1, 40) + d.Pick("床", "号床", "病房")),
        Below("market-stall", (d, _) => d.Pick(Words.Markets) + d.Between(1, 5) + "楼" + d.Pick("", "A", "C") + d.Between(1001, 5999) + d.Pick("档", "号摊位", "铺", "商铺")),
        Below("shop", (d, p) => d.Pick(p.Roads) + House(d) + d.Pick("一楼", "底商", "") + d.Between(1, 40) + d.Pick("号铺", "号商铺", "号门面", "号店")),
        Below("counter", (d, p) => d.Pick(p.Roads) + d.Pick(Words.Markets) + d.Pick("A", "B", "") + d.Between(1, 300) + d.Pick("柜", "号柜台", "柜台")),
        Below("factory", (d, _) => d.Pick(Words.Hamlets) + "工业区" + d.Between(1, 12) + d.Pick("栋", "号厂房") + d.Between(1, 6) + "楼"),
        Whole("post-office-box", d => d.Pick("北京市", "西安市", "绵阳市") + d.Between(100, 999) + "信箱" + d.Between(1, 30) + "分箱"),
        Whole("army-unit", d => d.Pick("山东省济南市历城区", "河北省保定市徐水区") + "99" + d.Digits(3) + "部队" + d.Pick("", d.Between(1, 90) + "分队")),
        Below("station", (d, p) => Site(d, p) + d.Pick("菜鸟驿站", "妈妈驿站", "兔喜生活超市", "丰巢柜")),
        Below("firm", (d, p) => d.Pick(p.Roads) + House(d) + People.Firm(d)),
    ];

    private static Form<SyntheticAddress>[] Writing() =>
    [
        Below("note-in-brackets", (d, p) => Site(d, p) + Block(d) + Unit(d) + Room(d) + d.Pick("(", "（") + d.Pick(Words.DeliveryNotes) + d.Pick(")", "）")),
        Below("note-behind", (d, p) => Site(d, p) + Block(d) + Room(d) + d.Pick(" ", "，", "") + d.Pick(Words.DeliveryNotes)),
        Below("platform-extension", (d, p) => Site(d, p) + Block(d) + Room(d) + d.Pick("[" + d.Digits(4) + "]", "【" + d.Digits(4) + "】")),
        Below("phone-inside", (d, p) => Site(d, p) + Block(d) + Room(d) + d.Pick(" ", "，", "电话") + Phones.Mobile(d)),
        Below("person-inside", (d, p) => Site(d, p) + Block(d) + Unit(d) + Room(d) + d.Pick(" ", "，", "（") + People.Person(d) + d.Pick("收", "", "（收）")),
        Below("person-and-phone-inside", (d, p) => Site(d, p) + Block(d) + Room(d) + "，" + People.Person(d) + "，" + Phones.Mobile(d)),
        Below("full-width", (d, p) => d.Pick(p.Roads) + Phones.InScript(House(d) + Estate(d) + Block(d) + Unit(d) + Room(d), "０１２３４５６７８９")),
        Whole("traditional-hong-kong", d => "香港" + d.Pick("九龍觀塘區", "新界沙田區", "港島東區") + d.Pick("康寧道", "沙田正街", "英皇道") + d.Between(1, 300) + "號" + d.Pick("德福花園", "海景大廈", "好運中心") + d.Pick("A", "C", "F") + "座" + d.Between(1, 30) + "樓" + d.Pick("B", "5", "12") + "室"),
        Whole("traditional-taiwan", d => d.Pick("台北市大安區忠孝東路四段", "新北市板橋區文化路一段", "高雄市左營區博愛二路") + d.Between(1, 400) + "號" + d.Between(2, 15) + "樓" + d.Pick("", "之" + d.Between(1, 9))),
        Whole("traditional-macau", d => "澳門" + d.Pick("氹仔", "黑沙環") + d.Pick("成都街", "勞動節大馬路") + d.Between(1, 200) + "號" + d.Pick("花城", "廣福安花園") + d.Between(1, 9) + "座" + d.Between(2, 30) + "樓" + d.Pick("A", "E", "H")),
        Whole("english-unit-first", d => "Flat " + d.Pick("A", "B", "C", "12") + ", " + d.Between(2, 40) + "/F, " + d.Pick("Tower ", "Block ") + d.Between(1, 8) + ", " + d.Pick("Taikoo Shing", "City One Shatin", "Mei Foo Sun Chuen") + ", Hong Kong"),
        Whole("english-mainland", d => "Room " + Room(d) + ", Building " + d.Between(1, 20) + ", No. " + d.Between(1, 900) + " " + d.Pick("Keyuan Road, Nanshan District, Shenzhen", "Zhangyang Road, Pudong, Shanghai") + ", China"),
        Whole("pinyin", d => d.Pick("Guangdong Sheng Shenzhen Shi Nanshan Qu ", "Zhejiang Sheng Hangzhou Shi Xihu Qu ") + d.Pick("Xuefu Lu ", "Wensan Lu ") + d.Between(1, 400) + " Hao " + d.Between(1, 20) + " Dong " + Room(d) + " Shi"),
        Whole("divisions-twice", d => d.Pick(Places.All) is var p ? p.Divisions + p.Divisions + Site(d, p) + Block(d) + Room(d) : ""),
        Whole("newlines", d => Dwelling(d).Insert(d.Between(6, 9), d.Pick("\n", "\r\n"))),
        Whole("zero-width", d => Dwelling(d) is var text ? text.Insert(text.Length - d.Between(1, 6), d.Pick(Characters.ZeroWidth)) : ""),
        Whole("emoji", d => Dwelling(d) + d.Pick(Characters.Emoji)),
        Whole("masked", d => d.Pick(Places.All) is var p ? p.Divisions + Site(d, p) + d.Pick("***", "****", "**栋**室", Block(d) + "***") : ""),
        new("address/text-and-parts", 0, d => d.Pick(Places.All) is var p ? Parts(p, "", Site(d, p) + Block(d) + Room(d)) with { Text = p.Divisions + Site(d, p) + Block(d) + Room(d) } : null!),
        Whole("at-limit", d =>
        {
            // 600 bytes is the contract's limit for all parts; a Han character is three.
            var text = Dwelling(d);
            while (System.Text.Encoding.UTF8.GetByteCount(text) <= 597) text += "旁";
            return text + (600 - System.Text.Encoding.UTF8.GetByteCount(text)) switch { 1 => "1", 2 => "12", _ => "" };
        }),
    ];
}
