/** A list of names with how often each occurs, in relative terms. */
export type Weighted = readonly (readonly [name: string, weight: number])[]

const even = (names: string): Weighted => names.split(', ').map((name) => [name, 1] as const)

/** Family names of the Kinh, by part of the country: Hoàng and Vũ of the north are Huỳnh and Võ in the south. */
export const kinhFamilies = {
  NORTH: weights(
    'Nguyễn 31, Trần 11, Lê 9, Phạm 8, Hoàng 6, Vũ 6, Đỗ 4, Bùi 4, Đặng 3, Ngô 3, Dương 2, Phan 2, Đinh 2, Trịnh 2, Đoàn 2, Lưu 1, Tạ 1, Chu 1, Nghiêm 1',
  ),
  CENTRE: weights(
    'Nguyễn 32, Trần 11, Lê 11, Phạm 7, Võ 6, Phan 5, Huỳnh 5, Hồ 4, Đặng 3, Bùi 3, Đỗ 2, Ngô 2, Trương 3, Tôn 1, Cao 2, Mai 1, Đoàn 2',
  ),
  SOUTH: weights(
    'Nguyễn 33, Trần 12, Lê 10, Huỳnh 7, Võ 6, Phạm 6, Phan 4, Trương 3, Lâm 2, Đặng 3, Hồ 2, Dương 2, Lý 2, Châu 1, Thái 1, Cao 1, Bùi 2, Mai 1',
  ),
} as const

/** What stands between family name and given name, and given names, by generation. */
export type GenerationNames = {
  readonly upTo: number
  readonly male: { readonly middle: Weighted; readonly given: Weighted }
  readonly female: { readonly middle: Weighted; readonly given: Weighted }
}

export const kinhGenerations: readonly GenerationNames[] = [
  {
    upTo: 1969,
    male: {
      middle: weights(
        'Văn 60, Đình 6, Xuân 6, Quang 5, Hữu 5, Đức 4, Công 3, Bá 3, Ngọc 3, Trọng 2, Viết 2, Huy 1',
      ),
      given: even(
        'Bình, Chiến, Dần, Đông, Hải, Hòa, Hợi, Hùng, Khánh, Kiên, Lâm, Lợi, Minh, Mão, Năm, Ngọ, Phúc, Quý, Sơn, Sửu, Tài, Tân, Thành, Thắng, Thìn, Tý, Út, Vinh',
      ),
    },
    female: {
      middle: weights('Thị 88, Ngọc 3, Kim 3, Bích 2, Thu 2, Minh 2'),
      given: even(
        'Bé, Bảy, Cúc, Đào, Gái, Hai, Hoa, Hồng, Huệ, Lan, Liên, Loan, Lý, Mai, Mận, Nga, Nhung, Nụ, Phượng, Sáu, Sen, Thơm, Tư, Tuyết, Út, Vân, Xuân, Yến',
      ),
    },
  },
  {
    upTo: 1994,
    male: {
      middle: weights(
        'Văn 34, Đức 8, Quang 7, Minh 7, Xuân 6, Anh 5, Hữu 5, Mạnh 4, Ngọc 4, Thanh 4, Công 4, Quốc 4, Hoàng 4, Tuấn 4, Trung 2',
      ),
      given: even(
        'Anh, Bình, Cường, Dũng, Duy, Đạt, Đức, Giang, Hà, Hải, Hiếu, Hoàng, Hưng, Hùng, Huy, Khánh, Kiên, Linh, Long, Minh, Nam, Nghĩa, Phong, Phương, Quân, Sơn, Tâm, Thắng, Thành, Tiến, Toàn, Trung, Tuấn, Tùng, Việt',
      ),
    },
    female: {
      middle: weights('Thị 58, Thu 8, Thanh 7, Ngọc 7, Kim 4, Hồng 4, Bích 3, Mỹ 3, Thúy 3, Minh 3'),
      given: even(
        'Anh, Bình, Chi, Dung, Duyên, Giang, Hà, Hằng, Hạnh, Hiền, Hoa, Hương, Huyền, Lan, Liên, Linh, Loan, Mai, Nga, Ngân, Ngọc, Nhung, Oanh, Phương, Quyên, Tâm, Thảo, Thu, Thúy, Thủy, Trang, Tuyết, Vân, Yến',
      ),
    },
  },
  {
    upTo: 9999,
    male: {
      middle: weights(
        'Minh 14, Gia 11, Quốc 8, Hoàng 8, Đức 7, Anh 7, Tuấn 6, Bảo 6, Văn 6, Nhật 5, Thành 5, Duy 5, Hải 4, Đăng 4, Quang 4',
      ),
      given: even(
        'An, Anh, Bảo, Đạt, Đăng, Dương, Duy, Hiếu, Huy, Hưng, Khang, Khánh, Khoa, Khôi, Kiệt, Lâm, Long, Minh, Nam, Nguyên, Nhân, Phát, Phong, Phúc, Quân, Sơn, Thiện, Thịnh, Tín, Trí, Tùng, Vinh',
      ),
    },
    female: {
      middle: weights(
        'Thị 16, Ngọc 14, Bảo 9, Thảo 8, Phương 8, Khánh 8, Minh 7, Gia 7, Quỳnh 6, Thanh 5, Hà 4, Diệu 4, Tường 3, Thùy 3',
      ),
      given: even(
        'An, Anh, Châu, Chi, Diệp, Dương, Giang, Hà, Hân, Hiền, Hương, Khuê, Lam, Linh, Ly, Mai, My, Nga, Ngân, Ngọc, Nhi, Như, Phương, Quỳnh, Thảo, Thư, Trâm, Trang, Trúc, Tú, Uyên, Vy, Yến',
      ),
    },
  },
]

/** Peoples whose names stand as those of the Kinh do, with family names and given names of their own. */
export type SinitisedNames = {
  readonly families: Weighted
  readonly middle: { readonly male: Weighted; readonly female: Weighted }
  readonly given: { readonly male: Weighted; readonly female: Weighted }
}

const vanThi = { male: weights('Văn 80, Minh 10, Đức 10'), female: weights('Thị 90, Thu 10') }

export const sinitisedNames = {
  Tày: {
    families: weights('Nông 6, Hoàng 6, Ma 5, Lương 3, Hứa 2, Lý 2, Bế 2, Quan 2, Chẩu 1'),
    middle: vanThi,
    given: {
      male: even('Bảo, Chanh, Đạo, Hiệu, Khiêm, Lưu, Páo, Quyền, Thuận, Toản'),
      female: even('Bích, Dợi, Hoan, Én, Lả, Mến, Nhình, Pành, Thim, Xoan'),
    },
  },
  HMông: {
    families: weights('Giàng 6, Vàng 6, Sùng 5, Thào 4, Lầu 3, Mùa 3, Vừ 3, Hầu 2, Cứ 1'),
    middle: { male: weights('A 55, Mí 25, Seo 20'), female: weights('Thị 70, Seo 15, Mí 15') },
    given: {
      male: even('Chá, Dế, Hồng, Lử, Nủ, Páo, Phử, Sính, Tủa, Vư'),
      female: even('Chở, Dợ, Già, Mái, Máy, Mỷ, Pà, Sua, Súa, Xía'),
    },
  },
  Dao: {
    families: weights('Triệu 6, Bàn 6, Đặng 5, Lý 4, Phàn 4, Chảo 3, Tẩn 3, Phùng 2'),
    middle: {
      male: weights('Văn 45, Láo 20, Sành 15, Chòi 10, Tòn 10'),
      female: weights('Thị 50, Mùi 25, Tả 15, Lở 10'),
    },
    given: {
      male: even('Chiêu, Hin, Khuân, Lở, Pu, Quyên, Sếnh, Tả, Vảng, Tình'),
      female: even('Coi, Dất, Ghến, Liều, Mẩy, Mui, Nảy, Pham, Viện, Xiết'),
    },
  },
  Hrê: {
    families: weights('Đinh 55, Phạm 40, Hà 5'),
    middle: vanThi,
    given: {
      male: even('Ây, Bút, Dể, Giéo, Huẩn, Kroa, Reo, Tré, Vếch, Xước'),
      female: even('Bể, Đam, Giút, Hré, Lía, Mề, Ngúy, Thế, Trút, Xít'),
    },
  },
  Hoa: {
    families: weights('Trần 5, Lâm 4, Lý 4, Quách 3, Vương 3, Huỳnh 3, Tăng 2, Mã 2, Diệp 2, Phù 1'),
    middle: {
      male: weights('Chí 3, Gia 3, Vĩnh 3, Diệu 2, Quế 1'),
      female: weights('Mỹ 4, Tú 3, Huệ 3, Bội 2, Lệ 2'),
    },
    given: {
      male: even('Cường, Hào, Hưng, Kiệt, Luân, Phát, Quyền, Tường, Vĩ, Xương'),
      female: even('Anh, Dung, Hoa, Kiều, Linh, Nghi, Phụng, Quân, San, Trân'),
    },
  },
  'Khơ-me': {
    families: weights('Thạch 6, Sơn 5, Kim 5, Danh 4, Lâm 4, Kiên 3, Châu 3, Trà 1'),
    middle: { male: weights('Sóc 3, Ri 2, Sa 3, Minh 2, Hoàng 2'), female: weights('Thị 8, Sa 4, Ngọc 2') },
    given: {
      male: even('Chanh, Đa, Kha, Khêl, Phết, Rinh, Rượng, Thươl, Tha, Vuông'),
      female: even('Bône, Đên, Huôl, Khuôl, Pha, Ri, Rương, Sa Mol, Sô Phia, Tha'),
    },
  },
} as const satisfies Readonly<Record<string, SinitisedNames>>

/** Names of the Central Highlands; the orders in which they stand are in names.ts. */
export const highlandNames = {
  'Ê-đê': {
    clans: weights('Niê 8, Mlô 6, Êban 5, Ayŭn 4, Kbuôr 3, Hwing 2, Niê Kdăm 3, Buôn Yă 2, Byă 3'),
    male: even('Bhăm, Blăng, Cuôr, Djuân, Khăm, Klơng, Nguyên, Phiên, Sĭm, Thuyên, Tlam, Wơn'),
    female: even('Bơm, Dim, Hen, Hoa, Kim, Loan, Mlô, Nga, Nguyêt, Rin, Wan, Yar'),
  },
  'Gia-rai': {
    clans: weights('Rơ Châm 6, Siu 6, Kpă 5, Ksor 5, Rmah 4, Nay 4, Rơ Lan 3, Rahlan 2'),
    male: even('Blek, Bơi, Hlúi, Hyem, Klơn, Nhân, Phơm, Thik, Tuên, Yưh'),
    female: even('Lan, Linh, Mrin, Ngăn, Oanh, Plơi, Rơm, Thuyên, Uyên, Yăk'),
  },
  'Ba na': {
    clans: weights('Đinh 1'),
    male: even('Blưnh, Byưn, Hmưnh, Khơi, Kép, Nglưh, Phưn, Plênh, Yơr, Yuih'),
    female: even('Bơr, Chăm, Hlênh, Jrăng, Mlơi, Nhưi, Pyưn, Thưk, Xuân, Yưm'),
  },
  'Xơ-Đăng': {
    clans: weights('A 1'), // not a family name: A stands before every man's name, Y before every woman's
    male: even('Bâo, Blong, Đun, Hlơng, Khải, Phương, Reng, Tiang, Thuk, Veng'),
    female: even('Bhao, Blơ, Đê, Hạnh, Hlim, Ngôn, Rêng, Thơm, Vân, Xanh'),
  },
  Mnông: {
    clans: weights('Điểu 1'), // likewise: Điểu for men, Thị for women
    male: even('Bang, Glơi, Krang, Lơm, Mbril, Nđung, Njong, Prơi, Rung, Srai'),
    female: even('Blin, Brơi, Djiêng, Grênh, Klơng, Mai, Ngơm, Piang, Rơi, Vin'),
  },
} as const

/** `Nguyễn 31, Trần 11` → pairs of name and weight. */
function weights(list: string): Weighted {
  return list.split(', ').map((entry) => {
    const blank = entry.lastIndexOf(' ')
    return [entry.slice(0, blank), Number(entry.slice(blank + 1))] as const
  })
}
