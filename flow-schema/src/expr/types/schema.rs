use super::{Kinds, Shape, Type};
use serde_json::{Map, Value, json};

impl Type<'_> {
    /// The same as a JSON Schema.
    pub fn to_schema(&self) -> Value {
        match &self.shape {
            Shape::Schema(schema) => return (*schema).clone(),
            Shape::Values(_) if self.kinds.within(Kinds::LIST.or(Kinds::NULL)) => {
                return self.part().to_schema();
            }
            _ => {}
        }
        let mut schema = Map::new();
        let kinds = [
            (Kinds::BOOL, "boolean"),
            (Kinds::NUMBER, "number"),
            (Kinds::TEXT, "string"),
            (Kinds::LIST, "array"),
            (Kinds::OBJECT, "object"),
        ];
        let present = self.present();
        let named: Vec<_> = kinds
            .iter()
            .filter(|(kind, _)| !present.and(*kind).is_empty())
            .map(|(_, name)| json!(name))
            .collect();
        match named.as_slice() {
            [] => return json!({}),
            _ if !self.kinds.and(Kinds::OTHER).is_empty() => return json!({}),
            [one] => schema.insert("type".into(), one.clone()),
            _ => schema.insert("type".into(), Value::Array(named)),
        };
        match &self.shape {
            Shape::Values(values) if values.iter().all(|value| !value.is_array() && !value.is_object()) => {
                schema.insert("enum".into(), Value::Array(values.to_vec()));
            }
            Shape::List(item, most) => {
                schema.insert("items".into(), item.to_schema());
                if let Some(most) = most {
                    schema.insert("maxItems".into(), json!(most));
                }
            }
            Shape::Object(members) => {
                let members = members.iter().map(|(name, member)| (name.clone(), member.to_schema()));
                schema.insert("properties".into(), Value::Object(members.collect()));
                schema.insert("additionalProperties".into(), json!(false));
            }
            Shape::Open | Shape::Schema(_) | Shape::Values(_) => {}
        }
        Value::Object(schema)
    }
}
