"""Names of columns in Japanese, Chinese (of both scripts) and Korean."""

JAPANESE = """
name: 名前 | 氏名 | 表示名 | フルネーム | 姓名 | お名前
given: 名 | 名前(名)
middle: ミドル ネーム | ミドルネーム
family: 姓 | 苗字 | 名字
prefix: 敬称(名前の前) | 接頭語
suffix: 敬称 | サフィックス | 接尾語
nickname: ニックネーム | あだ名
organisation: 会社名 | 会社 | 勤務先 | 組織 | 組織名 | 法人名 | 企業名
department: 部署 | 部署名 | 所属
title: 役職 | 役職名 | 職業
note: メモ | 備考 | ノート | コメント
tags: 分類 | カテゴリ | カテゴリー | 分類項目 | グループ | ラベル | タグ
birthday: 誕生日 | 生年月日
introduced_by: 紹介者
birth-year: 誕生年
birth-month: 誕生月
birth-day: 誕生日(日)
connected: つながった日
prefix or title: 肩書き | 肩書
silent: 優先度 | 重要度 | 秘密度 | プライベート | 個人用 | イニシャル | 言語 | ディレクトリ サーバー
    | インターネット空き時間情報
    | 非公開
phone main: 会社代表電話 | 会社の代表電話
phone callback: コールバック
phone radio: 無線電話
phone telex: テレックス
phone car: 自動車電話
phone assistant: 秘書の電話
phone pager: ポケットベル

phone: 電話 | 電話番号 | TEL | 通常の電話
mobile: 携帯電話 | 携帯 | 携帯電話番号
fax: FAX | ファックス | ファクス | FAX番号
email: 電子メール アドレス | 電子メール | メール | メールアドレス | Eメール | E-mail | 電子メールアドレス
url: Web ページ | ホームページ | Webページ | ウェブサイト | Web サイト
street: 番地 | 町名・番地 | 住所(番地)
city: 市区町村 | 市
region: 都道府県
code: 郵便番号
country: 国 | 国/地域 | 国/地域名
box: 私書箱
address: 住所 | アドレス
work: 会社 | 勤務先 | 職場 | 仕事
home: 自宅 | 個人
other: その他 | その他の
label: ラベル | 種類 | の種類
value: 値
displayed: 表示名
filler: 番号 | の
"""

CHINESE = """
name: 姓名 | 全名 | 显示名称 | 顯示名稱 | 联系人 | 聯絡人 | 名称
given: 名 | 名字
middle: 中间名 | 中間名
family: 姓 | 姓氏
prefix: 称谓 | 称呼 | 稱謂 | 尊称 | 前缀
suffix: 后缀 | 後綴 | 尾碼 | 中文称谓 | 字尾
nickname: 昵称 | 暱稱 | 绰号
organisation: 单位 | 公司 | 公司名称 | 組織 | 组织 | 組織名稱 | 组织名称 | 公司名稱 | 工作单位
department: 部门 | 部門
title: 职务 | 職稱 | 职位 | 職位 | 职称
note: 附注 | 备注 | 備忘 | 備註 | 便笺 | 附註 | 記事 | 注释
tags: 类别 | 類別 | 分组 | 分类 | 群組 | 标签 | 標籤 | 组
birthday: 生日 | 出生日期
introduced_by: 引用者 | 推荐人 | 推薦人 | 介绍人
connected: 联系日期
prefix or title: 头衔 | 頭銜
silent: 优先级 | 優先順序 | 敏感度 | 私有 | 私人 | 缩写 | 縮寫 | 语言 | 語言 | 目录服务器 | 目錄伺服器 | 互联网忙闲
    | Internet 忙闲状态
phone main: 单位主要电话 | 公司总机 | 公司代表線 | 公司主要電話
phone callback: 回电话 | 回撥電話 | 回电
phone radio: 无线电话 | 無線電話
phone telex: 电报 | 電報
phone car: 车载电话 | 汽車電話
phone assistant: 助理的电话 | 助理電話 | 助理电话
phone pager: 寻呼机 | 呼叫器

phone: 电话 | 電話 | 电话号码 | 電話號碼 | 主要电话 | 代表電話
mobile: 移动电话 | 行動電話 | 手机 | 手機 | 手机号码 | 手机号
fax: 传真 | 傳真
email: 电子邮件地址 | 电子邮件 | 電子郵件地址 | 電子郵件 | 邮箱 | 电子邮箱 | E-mail | 邮件地址 | 信箱
url: 网页 | 網頁 | 网站 | 網站 | 个人网页 | 主页
street: 街道 | 街
city: 市/县 | 市/縣 | 城市 | 市/鎮 | 縣/市 | 市
region: 省/市/自治区 | 省/自治区 | 省 | 省份 | 省/市 | 縣/省 | 州/省
code: 邮政编码 | 郵遞區號 | 邮编
country: 国家/地区 | 國家/地區 | 国家 | 國家
box: 邮政信箱 | 郵政信箱
address: 地址
work: 商务 | 商務 | 公司 | 单位 | 工作 | 办公 | 商务地址 | 办公室
home: 住宅 | 家庭 | 住家 | 家 | 住宅地址
other: 其他 | 其它 | 其他地址
label: 标签 | 類型 | 类型 | 標籤
value: 值
displayed: 显示名称 | 顯示名稱
filler: 号码 | 號碼 | 的
"""

KOREAN = """
name: 성명 | 표시 이름 | 전체 이름 | 연락처
given: 이름(성 제외) | 이름
middle: 중간 이름
family: 성
prefix: 호칭
suffix: 호칭(접미사) | 접미사 | 경칭
nickname: 별명 | 애칭
organisation: 회사 | 조직 | 회사명 | 조직 이름 | 직장
department: 부서
title: 직책 | 직위 | 직급 | 직업
note: 메모 | 노트 | 비고
tags: 범주 | 그룹 | 분류 | 라벨 | 태그
birthday: 생일 | 생년월일
introduced_by: 추천인 | 소개한 사람
prefix or title: 직함
silent: 우선 순위 | 우선순위 | 중요도 | 비밀 정도 | 우편물 종류 | 개인 | 머리글자 | 이니셜 | 언어 | 디렉터리 서버
    | 인터넷 약속 있음/없음
phone main: 회사 대표 전화 | 대표 전화
phone callback: 회신 전화
phone radio: 무선 전화
phone telex: 텔렉스
phone car: 카폰
phone assistant: 비서 전화 번호 | 비서 전화

phone: 전화 | 전화 번호 | 전화번호 | 기본 전화
mobile: 휴대폰 | 휴대 전화 | 휴대전화 | 핸드폰 | 휴대 전화 번호
fax: 팩스 | 팩스 번호
pager: 호출기
email: 전자 메일 주소 | 전자 메일 | 이메일 | 이메일 주소 | 전자메일 | 전자메일 주소 | E-mail
url: 웹 페이지 | 홈페이지 | 웹사이트 | 웹페이지
street: 번지 | 주소 번지 | 거리 | 상세 주소
city: 구/군/시 | 시/군/구 | 도시 | 시
region: 시/도 | 도
code: 우편 번호 | 우편번호
country: 국가 | 국가/지역 | 나라
box: 사서함
address: 주소
work: 근무지 | 근무처 | 회사 | 직장 | 업무
home: 집 | 자택
other: 기타
label: 라벨 | 유형 | 종류
value: 값
displayed: 표시 이름
filler: 번호
"""
