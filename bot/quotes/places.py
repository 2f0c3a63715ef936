"""What people call time zones beyond the names of CLDR, and which zones they ask for: plain data."""

from __future__ import annotations

# Cities that people type, by zone: 简体[/繁體] English.
CITIES = """
Asia/Shanghai: 北京 Beijing, 北平 Peking, 广州/廣州 Guangzhou, 深圳 Shenzhen, 成都 Chengdu, 重庆/重慶 Chongqing
Asia/Shanghai: 天津 Tianjin, 武汉/武漢 Wuhan, 杭州 Hangzhou, 南京 Nanjing, 苏州/蘇州 Suzhou, 西安 Xi'an
Asia/Shanghai: 长沙/長沙 Changsha, 郑州/鄭州 Zhengzhou, 青岛/青島 Qingdao, 济南/濟南 Jinan, 大连/大連 Dalian
Asia/Shanghai: 沈阳/瀋陽 Shenyang, 长春/長春 Changchun, 哈尔滨/哈爾濱 Harbin, 厦门/廈門 Xiamen, 福州 Fuzhou
Asia/Shanghai: 合肥 Hefei, 宁波/寧波 Ningbo, 无锡/無錫 Wuxi, 佛山 Foshan, 东莞/東莞 Dongguan, 珠海 Zhuhai
Asia/Shanghai: 昆明 Kunming, 贵阳/貴陽 Guiyang, 南宁/南寧 Nanning, 南昌 Nanchang, 太原 Taiyuan, 兰州/蘭州 Lanzhou
Asia/Shanghai: 石家庄/石家莊 Shijiazhuang, 海口 Haikou, 三亚/三亞 Sanya, 拉萨/拉薩 Lhasa, 呼和浩特 Hohhot
Asia/Hong_Kong: 九龙/九龍 Kowloon
Asia/Taipei: 新北 New Taipei, 桃园/桃園 Taoyuan, 新竹 Hsinchu, 台中 Taichung, 台南 Tainan, 高雄 Kaohsiung
Asia/Kuala_Lumpur: 槟城/檳城 Penang, 新山 Johor Bahru
Asia/Tokyo: 大阪 Osaka, 京都 Kyoto, 横滨/橫濱 Yokohama, 名古屋 Nagoya, 神户/神戶 Kobe, 福冈/福岡 Fukuoka, 札幌 Sapporo
Asia/Seoul: 釜山 Busan, 汉城/漢城 Seoul
America/New_York: 华盛顿/華盛頓 Washington, 波士顿/波士頓 Boston, 费城/費城 Philadelphia, 匹兹堡/匹茲堡 Pittsburgh
America/New_York: 亚特兰大/亞特蘭大 Atlanta, 迈阿密/邁阿密 Miami, 奥兰多/奧蘭多 Orlando, 巴尔的摩/巴爾的摩 Baltimore
America/Los_Angeles: 旧金山/舊金山 San Francisco, 三藩市 San Francisco, 湾区/灣區 Bay Area, 硅谷/矽谷 Silicon Valley
America/Los_Angeles: 旧金山湾区/舊金山灣區 San Francisco Bay Area, 圣何塞/聖荷西 San Jose, 西雅图/西雅圖 Seattle
America/Los_Angeles: 圣迭戈/聖地牙哥 San Diego, 圣地亚哥/聖地亞哥 San Diego, 波特兰/波特蘭 Portland
America/Los_Angeles: 拉斯维加斯/拉斯維加斯 Las Vegas
America/Chicago: 休斯敦/休士頓 Houston, 达拉斯/達拉斯 Dallas, 奥斯汀/奧斯汀 Austin
America/Chicago: 明尼阿波利斯/明尼亞波利斯 Minneapolis, 新奥尔良/紐奧良 New Orleans
America/Denver: 盐湖城/鹽湖城 Salt Lake City
Pacific/Honolulu: 夏威夷 Hawaii, 火奴鲁鲁/火奴魯魯 Honolulu
America/Toronto: 渥太华/渥太華 Ottawa, 蒙特利尔/蒙特婁 Montreal, 魁北克 Quebec
America/Edmonton: 卡尔加里/卡加利 Calgary
America/Sao_Paulo: 里约热内卢/里約熱內盧 Rio de Janeiro, 巴西利亚/巴西利亞 Brasilia
Europe/London: 剑桥/劍橋 Cambridge, 牛津 Oxford, 曼彻斯特/曼徹斯特 Manchester, 爱丁堡/愛丁堡 Edinburgh
Europe/Berlin: 慕尼黑 Munich, 法兰克福/法蘭克福 Frankfurt, 汉堡/漢堡 Hamburg, 科隆 Cologne, 斯图加特/斯圖加特 Stuttgart
Europe/Paris: 里昂 Lyon, 马赛/馬賽 Marseille
Europe/Zurich: 日内瓦/日內瓦 Geneva, 洛桑 Lausanne, 伯尔尼/伯恩 Bern
Europe/Rome: 米兰/米蘭 Milan, 佛罗伦萨/佛羅倫斯 Florence, 威尼斯 Venice
Europe/Madrid: 巴塞罗那/巴塞隆納 Barcelona
Europe/Amsterdam: 鹿特丹 Rotterdam, 海牙 The Hague
Europe/Moscow: 圣彼得堡/聖彼得堡 Saint Petersburg
Europe/Kyiv: 基辅/基輔 Kiev
Asia/Vladivostok: 海参崴/海參崴 Vladivostok
Europe/Istanbul: 安卡拉 Ankara
Asia/Dubai: 阿布扎比/阿布達比 Abu Dhabi
Asia/Jerusalem: 特拉维夫/特拉維夫 Tel Aviv
Asia/Kolkata: 新德里 New Delhi, 德里 Delhi, 孟买/孟買 Mumbai, 孟买/孟買 Bombay, 班加罗尔/班加羅爾 Bangalore
Asia/Kolkata: 金奈/清奈 Chennai, 海得拉巴 Hyderabad, 加尔各答/加爾各答 Calcutta
Asia/Kathmandu: 加德满都/加德滿都 Katmandu
Asia/Yangon: 仰光 Rangoon
Asia/Ho_Chi_Minh: 河内/河內 Hanoi, 西贡/西貢 Saigon
Asia/Bangkok: 清迈/清邁 Chiang Mai, 普吉 Phuket
Asia/Makassar: 巴厘岛/峇里島 Bali
Australia/Sydney: 堪培拉/坎培拉 Canberra
Australia/Brisbane: 黄金海岸/黃金海岸 Gold Coast
Pacific/Auckland: 惠灵顿/威靈頓 Wellington, 基督城 Christchurch
Pacific/Chuuk: 特鲁克/楚克 Truk
Pacific/Pohnpei: 波纳佩/波納佩 Ponape
America/Nuuk: 戈特霍布 Godthab
Atlantic/Faroe: 法罗群岛/法羅群島 Faeroe
Africa/Asmara: 阿斯马拉/阿斯馬拉 Asmera
Africa/Johannesburg: 开普敦/開普敦 Cape Town
"""

# What else people say for a zone; a name under several is offered, but not taken for one of them.
NICKNAMES = """
Asia/Shanghai: 京 沪 滬 cn cst
Asia/Hong_Kong: 港 hk hkt
Asia/Macau: 澳 macao
Asia/Taipei: 台 tw
Asia/Singapore: 新 sg sgt
Asia/Tokyo: 日 jp jst
Asia/Seoul: 韩 韓 韓國 南韩 kr kst
Asia/Kolkata: ist
Asia/Jerusalem: ist
Asia/Dubai: 阿联酋 阿聯 uae
Europe/Dublin: ist
Europe/London: 英 英格兰 英格蘭 苏格兰 蘇格蘭 uk bst england scotland
Europe/Berlin: cet cest
Europe/Athens: eet eest
Europe/Moscow: msk
Europe/Istanbul: turkey
America/New_York: 美东 美東 ny nyc est edt et eastern
America/Chicago: cst cdt central
America/Denver: mst mdt mountain
America/Los_Angeles: 美西 太平洋 la sf pst pdt pt pacific
Pacific/Honolulu: hst
Australia/Sydney: aest aedt
Pacific/Auckland: 纽西兰 新西蘭 nzst nzdt
UTC: gmt 世界时 世界時 世界协调时 世界協調時 格林尼治 格林威治 greenwich
"""

# CLDR's primary zones, which Babel leaves out: what is meant by the time of a country that has several.
PRIMARY = """
    America/Guayaquil America/Santiago Asia/Kuala_Lumpur Asia/Shanghai Asia/Tashkent Europe/Berlin Europe/Kyiv
    Europe/Lisbon Europe/Madrid Pacific/Auckland Pacific/Majuro
"""

# The zones asked for most: those of each language's readers, then everybody's.
FIRST = (
    "Asia/Shanghai Asia/Hong_Kong Asia/Taipei Asia/Singapore Asia/Tokyo",
    "Asia/Taipei Asia/Hong_Kong Asia/Shanghai Asia/Singapore Asia/Tokyo",
    "UTC Europe/London America/New_York America/Chicago America/Denver America/Los_Angeles Europe/Berlin",
)
COMMON = """
    Europe/London America/New_York America/Los_Angeles UTC Asia/Macau Asia/Kuala_Lumpur Asia/Seoul Australia/Sydney
    America/Vancouver America/Toronto Europe/Paris Europe/Berlin Asia/Shanghai Asia/Hong_Kong Asia/Taipei Asia/Singapore
    Asia/Tokyo America/Chicago Asia/Kolkata Asia/Bangkok Asia/Dubai Pacific/Auckland Europe/Amsterdam Europe/Moscow
    America/Sao_Paulo Europe/Madrid Europe/Rome Europe/Zurich Asia/Jakarta Asia/Ho_Chi_Minh Asia/Manila America/Denver
    Pacific/Honolulu Australia/Melbourne America/Mexico_City America/Argentina/Buenos_Aires America/Santiago
    Asia/Almaty Asia/Ulaanbaatar
"""

# Offsets in minutes that stand for a place without summer time: China is named by its offset as often as by a city,
# and no zone of Etc has half hours.
BY_OFFSET = (
    (-570, "Pacific/Marquesas"),
    (0, "UTC"),
    (210, "Asia/Tehran"),
    (270, "Asia/Kabul"),
    (330, "Asia/Kolkata"),
    (345, "Asia/Kathmandu"),
    (390, "Asia/Yangon"),
    (480, "Asia/Shanghai"),
    (525, "Australia/Eucla"),
    (570, "Australia/Darwin"),
)
