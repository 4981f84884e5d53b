import { expect, test } from 'vitest'
import { readPeople } from './read-people.ts'

test('a pasted list is read line by line, between semicolons or tabs, with or without numbers', () => {
  expect(
    readPeople(
      'Nguyễn Văn Mẫu; 20/05/1990; 001 090 123456; 0900 000 001\n\nTrần Thị Mẫu\t1986\r\nLê Văn Mẫu;mai;0900000002',
    ),
  ).toEqual([
    { name: 'Nguyễn Văn Mẫu', birthDate: '1990-05-20', number: '001090123456', phone: '0900000001' },
    { name: 'Trần Thị Mẫu', birthDate: '1986', number: null, phone: null },
    { name: 'Lê Văn Mẫu', birthDate: 'mai', number: null, phone: '0900000002' },
  ])
})
