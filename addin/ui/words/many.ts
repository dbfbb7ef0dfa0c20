/** "1 row", "2 rows". */
export function many(count: string, one: string, more: string): string {
  return `${count} ${count === '1' ? one : more}`;
}
