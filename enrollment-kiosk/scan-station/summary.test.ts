import { expect, test } from 'vitest'
import { type PageOutcome, summarise } from './summary.ts'

const read = (label: string, state: 'PLACED' | 'WAITING', known = false): PageOutcome => ({
  label,
  kind: 'READ',
  known,
  scan: {
    state,
    formSerial: state === 'PLACED' ? 'DC01-26-01-0000001-K' : null,
    faultText: state === 'WAITING' ? { vi: 'Không đọc được mã vạch.' } : null,
  },
})

test('the end of a run names every page, counts them, and says what is left', () => {
  const pages = [
    read('a.jpg', 'PLACED'),
    read('b.jpg', 'WAITING'),
    { label: 'c.jpg', kind: 'TOO_LARGE' } as const,
  ]
  expect(summarise(pages, 2)).toEqual({
    lines: [
      'a.jpg: phiếu DC01-26-01-0000001-K',
      'b.jpg: chờ người xử lý: Không đọc được mã vạch.',
      'c.jpg: tệp rỗng hoặc quá lớn, không gửi',
      '3 trang, 1 nhận ra phiếu, 1 chờ người xử lý, 1 không gửi được.',
      'Còn 2 trang trên máy này. Chạy lại lệnh để gửi tiếp.',
    ],
    allPlaced: false,
  })
})

test('all is well when every page found its form and none is left', () => {
  expect(summarise([read('a.jpg', 'PLACED', true)], 0)).toMatchObject({ allPlaced: true })
  expect(summarise([read('a.jpg', 'PLACED')], 1)).toMatchObject({ allPlaced: false })
})
