using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>Words that start like a name and are none.</summary>
internal static class PersonWords
{
    private static readonly CharSet s_places = new("省市区區县縣乡鄉镇鎮村州旗盟路街巷道号號楼樓栋幢座店厂廠园園院校站苑城");

    private static readonly string[] s_words =
    [
        "谢谢", "支付宝", "易碎品", "易腐品", "银行卡", "信用卡", "包装盒", "包装箱", "水果店", "水果箱", "文件袋", "项目部", "管理员", "管理处", "管理部", "施工方", "高铁站", "商品房", "单位名", "公司名", "生鲜", "平安", "班主任", "班长", "班级", "银行", "信用", "身份", "证件", "门诊", "公安", "海关", "清关", "通关", "关口", "包车", "专车", "白色", "黑色", "马上", "包装", "包好", "包裹", "包邮", "方式", "方便", "时间", "时候", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周末", "周边", "平邮", "平时", "平台", "高新", "高科",
        "高层", "安全", "安排", "安装", "安检", "路口", "路边", "何时", "何处", "万一", "公司", "公用", "公共", "管理", "管家", "都要", "都是", "都在", "单位", "单号", "单独", "楼下", "楼上",
        "门卫", "门铃", "门口", "门禁", "门店", "门外", "门前", "车间", "车主", "车位", "车上", "车牌", "顺丰", "京东", "晚上", "明天", "明日", "明早", "房东", "房间", "房号", "师傅", "幸福",
        "左边", "左侧", "左右", "右边", "右侧", "元旦", "米饭", "和我", "和他", "于是", "相关", "相同", "解决", "解释", "经常", "经过", "经理", "由于", "成功", "成都", "能够", "能否", "支付",
        "常用", "常温", "原因", "原件", "原来", "计划", "向前", "向左", "向右", "全部", "全家", "空调", "空闲", "那边", "那个", "但是", "信件", "信息", "干净", "别人", "别放", "别的", "别墅",
        "应该", "应急", "满意", "官方", "费用", "温馨", "温度", "党员", "习惯", "白天", "白班", "顾客", "家里", "家人", "水果", "花店", "东边", "东门", "西边", "西门", "南边", "南门", "北边",
        "北门", "易碎", "双方", "农村", "国际", "金额", "步行", "利用", "红包", "红色", "关于", "关注", "关闭", "后面", "后门", "容易", "广场", "通知", "终于", "充电", "连夜", "冷藏", "冷冻",
        "热水", "鲜花", "江边", "河边", "牛奶", "茶叶", "毛巾", "鱼缸", "沙发", "石材", "柜子", "祝您", "文件", "文具", "图书", "商家", "商品", "业主", "查收", "查询", "查验", "查看", "强烈",
        "申请", "申报", "项目", "封口", "封装", "危险", "贵重", "童装", "养生", "丰巢", "洗手", "皮鞋", "宿舍", "施工", "麻烦", "宾馆", "司机", "司法", "武汉", "从前", "池塘", "闻到",
        "劳烦", "劳动", "扶手", "桑葚", "边上", "尚未", "充值", "古玩", "居家", "耿直", "辛苦", "简单", "游客", "游泳", "付款", "付费", "代收", "代取", "代签", "代为", "海鲜", "展会", "敬请",
        "来电", "来取", "礼品", "礼盒", "雷雨", "麦片", "党费", "戴好", "危房", "谈好", "宋体", "熊猫", "纪念", "路过", "林业", "钟点", "徐州", "邱县", "骆驼", "高铁",
        "夏季", "蔡甸", "樊城", "胡同", "凌晨", "霍尔", "虞城", "柯桥", "昝岗", "管道", "卢湾", "莫要", "莫放", "陆运", "陆续", "任何", "任务", "曾经", "毕竟", "康复", "伍佰",
        "余下", "余额", "顾问", "孟州", "黄色", "穆斯", "尹集", "汪汪", "祁门", "禹州", "狄村", "贝壳", "臧克", "计算", "伏天", "成本", "茅台", "庞各", "纪检", "舒服", "屈从",
        "董事", "梁山", "杜绝", "阮咸", "蓝色", "闵行", "席子", "季节", "苏州", "苏打", "潘集", "葛洲", "范围", "彭州", "郎酒", "鲁能", "昌平", "苗木", "凤梨", "俞家", "柳州",
        "酆都", "鲍鱼", "史上", "唐山", "廉江", "岑溪", "薛城", "贺州", "贺卡", "倪家", "汤锅", "滕州", "殷都", "罗湖", "罗汉", "郝家", "邬桥", "傅家", "卞和", "齐全", "赵县", "钱包",
        "钱款", "李沧", "郑州", "冯家", "陈皮", "褚橙", "卫生", "卫浴", "蒋村", "沈阳", "韩国", "韩城", "杨梅", "杨浦", "朱砂", "秦皇", "秦淮",
        "尤其", "许多", "吕梁", "张贴", "张家", "曹县", "严重", "严禁", "严格", "华为", "华南", "华东", "魏县", "陶瓷", "姜汤", "戚风", "邹城", "喻体", "窦店", "章丘",
        "云南", "奚仲", "宿管", "师姐", "师弟", "师兄", "师妹", "高兴", "暴雨", "梅子", "麦子", "燕麦", "公家", "万元", "宁可", "乐意", "江西", "江苏",
        "安徽", "宁夏", "黄牛", "祝福", "贺礼", "应聘", "苏打水", "花茶", "席梦思", "巴士", "权利", "谷子", "李子", "龙虾", "程序", "居委会",
        "管委会", "单元门", "屈臣氏", "伏特加", "应届生", "向上", "向导", "汤包", "钟表", "白大褂", "康复科", "左手边",
    ];

    // Places, brands and things of a frequent surname and a character of given names: a person only where one is expected.
    private static readonly string[] s_ambiguous = (
        "江南 江北 江东 江宁 江汉 江夏 江湖 江景 江山 江津 江海 江安 江华 江永 江阳 江源 吴江 吴中 吴兴 吴淞 许昌 沈河 邵阳 邵东 邵武 龙华 龙岗 龙泉 龙岩 龙湖 龙海 龙文 龙江 龙山 龙安 "
        + "武昌 武清 武进 武义 武平 武宁 武安 黄山 黄石 黄河 黄岩 黄梅 黄浦 黄龙 萧山 余杭 余江 余庆 林芝 梁平 邹平 孟津 秦岭 秦安 陆川 陆良 黎平 钱江 罗田 罗源 罗平 张江 郑东 钟山 钟祥 夏津 向东 向西 韩语 韩文 "
        + "王国 王子 王冠 王朝 王道 李宁 张力 张望 刘海 陈香 杨树 杨木 杨柳 杨桃 黄金 黄桃 黄花 黄莲 黄连 黄杨 黄精 孙子 胡子 胡琴 胡桃 胡杨 朱红 何以 何地 罗经 罗曼 姚江 林地 林子 林木 林海 谢意 谢礼 谢恩 宋朝 宋锦 "
        + "唐朝 唐诗 许可 许诺 田园 田地 田野 余生 余量 杜鹃 杜邦 叶子 苏宁 苏菲 苏绣 苏木 丁香 姜黄 钟爱 钟情 陆地 陆军 范本 范文 夏天 夏普 夏新 付清 熊大 雷达 雷锋 雷朋 龙凤 龙舟 陶艺 陶笛 黎明 贺兰 顾家 毛利 "
        + "钱财 严谨 戴森 孔子 孔明 向阳 向来 马克 马路 马甲 马达 马力 马虎 马来 马可 周长 周大福 周大生 周六福 张小泉 张一元 范思哲 林清轩 潘高寿 第五中学").Split(' ');

    private static readonly CharSet s_follow = new("的送来去放收打到后前可请再才就在有要是我你他不电联时内外号口上下派取拿好完了吧见急到付第");

    private static readonly WordTable s_byFirst = WordTable.ByFirst(s_words);

    private static readonly WordTable s_ambiguousByFirst = WordTable.ByFirst(s_ambiguous);

    private static readonly WordTable s_brands = WordTable.ByFirst("康师傅", "白小姐");

    /// <summary>Whether a character of places stands in a range behind its first, which may be a surname: 江苏省, 龙岗区.</summary>
    public static bool IsPlace(FieldText text, int from, int to) => s_places.ContainsAny(text.Chars[(from + 1)..to]);

    /// <summary>Whether a word that ends with the character is the name of a place.</summary>
    public static bool EndsPlace(char c) => s_places.Contains(c);

    /// <summary>周一, 周末: whether a day of the week starts at an index.</summary>
    public static bool IsWeekday(FieldText text, int index) =>
        text[index] is '周' && text[index + 1] is '一' or '二' or '三' or '四' or '五' or '六' or '日' or '末';

    /// <summary>Whether a brand that reads like a person with a title starts at an index, and what it sells follows: 康师傅红烧牛肉面.</summary>
    public static bool IsBrand(FieldText text, int index)
    {
        var end = s_brands.LengthAt(text, index);
        if (end == 0) return false;
        end += index;
        if (text[end] is ' ') end++;
        return text.Is(end, CharKinds.AllHan) && !s_follow.Contains(text[end]);
    }

    /// <summary>Whether a range is a place, a brand or a thing that a person may be called, too: 黄山, 李宁.</summary>
    public static bool IsAmbiguous(FieldText text, int from, int to) => s_ambiguousByFirst.LengthAt(text, from) == to - from;

    /// <summary>Whether a range is a word of everyday, with a verb behind it or not: 周末, 周末送.</summary>
    public static bool IsWord(FieldText text, int from, int to)
    {
        foreach (var word in s_byFirst.Candidates(text[from]))
        {
            var next = from + word.Length;
            if (!text.Has(from, word) || next < to && !s_follow.Contains(text[next])) continue;
            // 西门才海 is a person, 西门请放 is none.
            return next >= to || !Surnames.IsCompound(text, from) || !GivenNames.ContainsAll(text.Chars[next..to]);
        }

        return false;
    }

    /// <summary>Whether a word of everyday starts at an index. 周末送 starts with one; 周一鸣 is a person.</summary>
    public static bool IsWord(FieldText text, int index)
    {
        foreach (var word in s_byFirst.Candidates(text[index]))
        {
            if (!text.Has(index, word)) continue;
            var next = index + word.Length;
            // 西门洁萱 is a person, 西门 a gate.
            if (Surnames.IsCompound(text, index) && text.Is(next, CharKinds.AllHan)) return false;
            if (!Surnames.IsCommon(text[index]) || !text.Is(next, CharKinds.AllHan) || s_follow.Contains(text[next])) return true;
        }

        return false;
    }
}
