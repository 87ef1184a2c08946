using PrivacyWaybill.Masking.Text;

namespace PrivacyWaybill.Masking.Names;

/// <summary>Words that start like a name and are none.</summary>
internal static class PersonWords
{
    private static readonly CharSet s_places = new("省市区區县縣乡鄉镇鎮村州旗盟路街巷道号號楼樓栋幢座店厂廠园園院校站苑城");

    private static readonly string[] s_words =
    [
        "谢谢", "支付宝", "易碎品", "易腐品", "银行卡", "信用卡", "包装盒", "包装箱", "水果店", "水果箱", "文件袋", "项目部", "管理员", "管理处", "管理部", "施工方", "高铁站", "商品房", "单位名", "公司名", "生鲜", "平安", "班主任", "班长", "班级", "银行", "信用", "身份", "证件", "门诊", "公安", "海关", "清关", "通关", "关口", "包车", "专车", "白色", "黑色", "马上", "包装", "包好", "包裹", "包邮", "方式", "方便", "时间", "时候", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周末", "周边", "平邮", "平时", "平台", "高新",
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
        "余下", "余额", "顾问", "孟州", "黄色", "穆斯", "尹集", "姚江", "汪汪", "祁门", "禹州", "狄村", "贝壳", "臧克", "计算", "伏天", "成本", "茅台", "庞各", "纪检", "舒服", "屈从",
        "董事", "梁山", "杜绝", "阮咸", "蓝色", "闵行", "席子", "季节", "苏州", "苏打", "潘集", "葛洲", "范围", "彭州", "郎酒", "鲁能", "昌平", "苗木", "凤梨", "俞家", "柳州",
        "酆都", "鲍鱼", "史上", "唐山", "廉江", "岑溪", "薛城", "贺州", "贺卡", "倪家", "汤锅", "滕州", "殷都", "罗湖", "罗汉", "郝家", "邬桥", "傅家", "卞和", "齐全", "赵县", "钱包",
        "钱款", "李沧", "郑州", "冯家", "陈皮", "褚橙", "卫生", "卫浴", "蒋村", "沈阳", "韩国", "韩城", "杨梅", "杨浦", "朱砂", "秦皇", "秦淮",
        "尤其", "许多", "吕梁", "张贴", "张家", "曹县", "严重", "严禁", "严格", "华为", "华南", "华东", "魏县", "陶瓷", "姜汤", "戚风", "邹城", "喻体", "窦店", "章丘",
        "云南", "奚仲",
    ];

    private static readonly CharSet s_follow = new("的送来去放收打到后前可请再才就在有要是我你他不电联时内外号口上下派取拿好完了吧见急到付");

    private static readonly WordTable s_byFirst = WordTable.ByFirst(s_words);

    /// <summary>Whether a character of places stands in a range behind its first, which may be a surname: 江苏省, 龙岗区.</summary>
    public static bool IsPlace(FieldText text, int from, int to) => s_places.ContainsAny(text.Chars[(from + 1)..to]);

    /// <summary>周一, 周末: whether a day of the week starts at an index.</summary>
    public static bool IsWeekday(FieldText text, int index) =>
        text[index] is '周' && text[index + 1] is '一' or '二' or '三' or '四' or '五' or '六' or '日' or '末';

    /// <summary>Whether a brand that reads like a person with a title starts at an index, and what it sells follows: 康师傅红烧牛肉面.</summary>
    public static bool IsBrand(FieldText text, int index) =>
        text.Has(index, "康师傅") && text.Is(index + 3, CharKinds.AllHan) && !s_follow.Contains(text[index + 3]);

    /// <summary>Whether a range is a word of everyday, with a verb behind it or not: 周末, 周末送.</summary>
    public static bool IsWord(FieldText text, int from, int to)
    {
        foreach (var word in s_byFirst.Candidates(text[from]))
            if (text.Has(from, word) && (from + word.Length >= to || s_follow.Contains(text[from + word.Length]))) return true;
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
