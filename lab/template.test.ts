import { expect, test } from "vitest";
import { fill } from "./template.ts";

const blocks = { account: "user = @account@\npassword = @password@\n", token: "[token]\n@include account account=@account@\n" };

test.each([
	["a value", "port = @port.nova@", "port = 8774"],
	["two values and an address in one line", "amqp://@account@:@password@@127.0.0.1:@port.nova@/", "amqp://nova:pw@127.0.0.1:8774/"],
	["a block with a value of its own", "[neutron]\n@include account account=neutron\nend", "[neutron]\nuser = neutron\npassword = pw\nend"],
	["a block in a block", "@include token account=glance", "[token]\nuser = glance\npassword = pw"],
	["what is no placeholder", "mail = someone@lab.example @ %(here)s $HOME", "mail = someone@lab.example @ %(here)s $HOME"],
])("fills %s", (_, template, expected) => {
	expect(fill(template, { "port.nova": 8774, account: "nova", password: "pw" }, blocks)).toBe(expected);
});

test.each([
	["@nothing@", "no value for @nothing@"],
	["@include nothing", "no block nothing"],
])("refuses %s", (template, message) => {
	expect(() => fill(template, {}, {})).toThrow(message);
});
