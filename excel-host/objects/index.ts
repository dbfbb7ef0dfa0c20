/*
 * The objects of Excel as office.js knows them. Each file here says what the members of some classes
 * do, in terms of `operations/`; importing this one gives all classes (of `declared.ts`) their members.
 * May import the model, operations, the wire's vocabulary; never messages, DOM or Node.
 */
import './borders.ts';
import './chart-parts.ts';
import './charts.ts';
import './custom-functions.ts';
import './filters.ts';
import './format.ts';
import './names.ts';
import './page-layout.ts';
import './panes.ts';
import './protection.ts';
import './range-areas.ts';
import './range.ts';
import './settings.ts';
import './table-collections.ts';
import './table-columns.ts';
import './table-rows.ts';
import './tables.ts';
import './workbook.ts';
import './worksheet-collection.ts';
import './worksheets.ts';
